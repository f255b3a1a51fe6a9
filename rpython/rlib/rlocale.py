"""The C library's locale: how numbers, texts and dates are written where the user lives."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

HAVE_LANGINFO = HAVE_LIBINTL = HAVE_BIND_TEXTDOMAIN_CODESET = True
CHAR_MAX = 127
libraries = []


class LocaleError(Exception):
    def __init__(self, message):
        self.message = message


# The C library's numbers.
_CATEGORIES = {
    'LC_ADDRESS': 9, 'LC_ALL': 6, 'LC_COLLATE': 3, 'LC_CTYPE': 0, 'LC_IDENTIFICATION': 12, 'LC_MEASUREMENT': 11,
    'LC_MESSAGES': 5, 'LC_MONETARY': 4, 'LC_NAME': 8, 'LC_NUMERIC': 1, 'LC_PAPER': 7, 'LC_TELEPHONE': 10,
    'LC_TIME': 2,
}

_LANGINFO = {
    'ABDAY_1': 131072, 'ABDAY_2': 131073, 'ABDAY_3': 131074, 'ABDAY_4': 131075, 'ABDAY_5': 131076,
    'ABDAY_6': 131077, 'ABDAY_7': 131078, 'ABMON_1': 131086, 'ABMON_10': 131095, 'ABMON_11': 131096,
    'ABMON_12': 131097, 'ABMON_2': 131087, 'ABMON_3': 131088, 'ABMON_4': 131089, 'ABMON_5': 131090,
    'ABMON_6': 131091, 'ABMON_7': 131092, 'ABMON_8': 131093, 'ABMON_9': 131094, 'ALT_DIGITS': 131119,
    'AM_STR': 131110, 'CODESET': 14, 'CRNCYSTR': 262159, 'DAY_1': 131079, 'DAY_2': 131080, 'DAY_3': 131081,
    'DAY_4': 131082, 'DAY_5': 131083, 'DAY_6': 131084, 'DAY_7': 131085, 'D_FMT': 131113, 'D_T_FMT': 131112,
    'ERA': 131116, 'ERA_D_FMT': 131118, 'ERA_D_T_FMT': 131120, 'ERA_T_FMT': 131121, 'MON_1': 131098,
    'MON_10': 131107, 'MON_11': 131108, 'MON_12': 131109, 'MON_2': 131099, 'MON_3': 131100, 'MON_4': 131101,
    'MON_5': 131102, 'MON_6': 131103, 'MON_7': 131104, 'MON_8': 131105, 'MON_9': 131106, 'NOEXPR': 327681,
    'PM_STR': 131111, 'RADIXCHAR': 65536, 'THOUSEP': 65537, 'T_FMT': 131114, 'T_FMT_AMPM': 131115,
    'YESEXPR': 327680, '_DATE_FMT': 131180,
}

constants = dict(_CATEGORIES)
constants.update(_LANGINFO)
constants['CHAR_MAX'] = CHAR_MAX
constant_names = sorted(_CATEGORIES) + ['CHAR_MAX']
langinfo_names = sorted(_LANGINFO)
globals().update(constants)


class cConfig(object):
    """The numbers by name."""


for _name, _value in constants.items():
    setattr(cConfig, _name, _value)

_eci = ExternalCompilationInfo(includes=['locale.h', 'limits.h', 'ctype.h', 'langinfo.h', 'libintl.h'])


def external(name, args, result, calling_conv='c', **kwds):
    return rffi.llexternal(name, args, result, compilation_info=_eci, calling_conv=calling_conv, sandboxsafe=True,
                           **kwds)


_lconv = rffi.CStructPtr(
    'lconv',
    ('decimal_point', rffi.CCHARP), ('thousands_sep', rffi.CCHARP), ('grouping', rffi.CCHARP),
    ('int_curr_symbol', rffi.CCHARP), ('currency_symbol', rffi.CCHARP), ('mon_decimal_point', rffi.CCHARP),
    ('mon_thousands_sep', rffi.CCHARP), ('mon_grouping', rffi.CCHARP), ('positive_sign', rffi.CCHARP),
    ('negative_sign', rffi.CCHARP), ('int_frac_digits', rffi.UCHAR), ('frac_digits', rffi.UCHAR),
    ('p_cs_precedes', rffi.UCHAR), ('p_sep_by_space', rffi.UCHAR), ('n_cs_precedes', rffi.UCHAR),
    ('n_sep_by_space', rffi.UCHAR), ('p_sign_posn', rffi.UCHAR), ('n_sign_posn', rffi.UCHAR))
localeconv = external('localeconv', [], _lconv)
_setlocale = external('setlocale', [rffi.INT, rffi.CCHARP], rffi.CCHARP)
_nl_langinfo = external('nl_langinfo', [rffi.INT], rffi.CCHARP)
isalpha = external('isalpha', [rffi.INT], rffi.INT)
isupper = external('isupper', [rffi.INT], rffi.INT)
islower = external('islower', [rffi.INT], rffi.INT)
toupper = external('toupper', [rffi.INT], rffi.INT)
tolower = external('tolower', [rffi.INT], rffi.INT)
isalnum = external('isalnum', [rffi.INT], rffi.INT)


def setlocale(category, locale):
    """Chooses a locale for a category, or asks for it where the name is None; its name."""
    result = _setlocale(category, locale)
    if not result:
        raise LocaleError("unsupported locale setting")
    return rffi.charp2str(result)


def nl_langinfo(key):
    """A piece of the locale by its number."""
    for known in _LANGINFO_NUMBERS:
        if known == key:
            return rffi.charp2str(_nl_langinfo(key))
    raise ValueError


# Any constant will do, although some belong to other functions.
_LANGINFO_NUMBERS = sorted(set(constants.values()))


def numeric_formatting_impl():
    """(decimal point, separator of thousands, sizes of groups as characters)"""
    conv = localeconv()
    return (rffi.charp2str(conv.c_decimal_point), rffi.charp2str(conv.c_thousands_sep),
            rffi.charp2str(conv.c_grouping))


def numeric_formatting():
    if not we_are_translated():
        return ('.', '', '')
    return numeric_formatting_impl()
