# rlib.rlocale: the C library's locale.
# skip: wasm (there is no locale)
# skip: js (there is no locale)
from _cases import entry_point_of
from rpython.rlib import rlocale
from rpython.rlib.rlocale import LC_ALL, LC_CTYPE, LC_NUMERIC, LocaleError, nl_langinfo, numeric_formatting, setlocale
from rpython.rtyper.lltypesystem import lltype, rffi


def number(x):
    return rffi.cast(lltype.Signed, x)


def case_ask():
    print setlocale(LC_ALL, None), setlocale(LC_CTYPE, None)


def case_set():
    print setlocale(LC_ALL, 'C'), setlocale(LC_NUMERIC, 'C')


def case_unknown_locale():
    for name in ['no such locale', 'xx_YY.zz']:
        try:
            setlocale(LC_ALL, name)
        except LocaleError, e:
            print e.message


def case_unknown_category():
    try:
        setlocale(1234455, None)
    except LocaleError, e:
        print e.message


def case_kinds_of_characters():
    for c in 'aZ5 _':
        print int(number(rlocale.isalpha(ord(c))) != 0), int(number(rlocale.isupper(ord(c))) != 0),
        print int(number(rlocale.islower(ord(c))) != 0), int(number(rlocale.isalnum(ord(c))) != 0)


def case_case():
    print chr(number(rlocale.toupper(ord('a')))), chr(number(rlocale.tolower(ord('Q')))), chr(number(rlocale.toupper(ord('3'))))


def case_numeric_formatting():
    point, separator, grouping = numeric_formatting()
    print point, '[' + separator + ']', len(grouping)


def case_information():
    print nl_langinfo(rlocale.RADIXCHAR), nl_langinfo(rlocale.DAY_1), nl_langinfo(rlocale.MON_12), nl_langinfo(rlocale.ABDAY_7),
    print nl_langinfo(rlocale.YESEXPR)


def case_unknown_information():
    try:
        nl_langinfo(-12345)
    except ValueError:
        print 'no such information'


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
