# the locale C
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import *
from rpython.rlib.rlocale import *
from rpython.rlib import rlocale


def main():
    print setlocale(LC_ALL, None), setlocale(LC_ALL, "C")
    try:
        setlocale(LC_ALL, "bla bla bla")
    except LocaleError, e:
        print e.message
    try:
        setlocale(1234455, None)
    except LocaleError, e:
        print e.message
    print cast(SIGNED, isupper(ord("A"))) != 0, cast(SIGNED, islower(ord("A"))) != 0, cast(SIGNED, isalnum(ord("1"))) != 0, chr(cast(SIGNED, tolower(ord("A"))))
    d, t, g = numeric_formatting()
    print d, len(t), len(g)
    print nl_langinfo(rlocale.DAY_1), nl_langinfo(rlocale.CODESET), nl_langinfo(rlocale.RADIXCHAR)
    try:
        nl_langinfo(5)
    except ValueError:
        print 'ValueError'


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
