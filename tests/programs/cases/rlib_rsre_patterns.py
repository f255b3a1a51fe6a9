# rlib.rsre: which patterns are refused, and letters whose case does not matter.
import re

from _cases import entry_point_of
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rsre import rsre_char, rsre_core
from rpython.rlib.rsre.rpy import get_code
from rpython.rlib.unicodedata import unicodedb_5_2_0

rsre_char.set_unicode_db(unicodedb_5_2_0)


def refusal(pattern, flags=0):
    """What is said of a pattern while the program is imported."""
    try:
        get_code(pattern, flags)
    except re.error, e:
        return 'error: %s' % e
    except OverflowError, e:
        return 'OverflowError: %s' % e
    return 'accepted'


REFUSALS = [(pattern, refusal(pattern)) for pattern in [
    '(?)', '(?i', '(?i*)', '(?i-s)', '(?z)', r'(?#never\)', '(?#a comment)x',
    r'[\d-z]', r'[a-\w]', '[a-', r'[\d-]', '[z-a]', '[]-a]',
    'a{4294967295}', 'a{4294967294}', 'a{1,99999999999}', 'a{99999999999', 'a{3,2}', 'a{,}', 'a{}',
    '(?(!)a)', '(?(n)a)', '(?P<n>x)(?(n)a|b)', '(?()a)', '(?(1)a|b|c)', '(?(0)a)',
    '(?P<>a)', '(?P<1a>a)', '(?P=1a)', '(?P=n)', '(?P<n', '(?P>n)',
    '(?<=a*)b', '(?<=(|){1,}$)b', '(?<=a{3})b', '(?<=ab|cd)e', '(?<=a|bc)d', r'(x)(?<=\1)', '(?<=(?=a+)b)c',
]]


def case_refusals():
    for pattern, said in REFUSALS:
        print pattern, said


@specialize.argtype(1)
def spans(code, text):
    at = 0
    while at <= len(text):
        ctx = rsre_core.search(code, text, at)
        if ctx is None:
            break
        print '%d-%d' % (ctx.match_start, ctx.match_end),
        at = max(ctx.match_end, ctx.match_start + 1)
    print '.'


BYTES = get_code('(?i)\xc9[\xc0-\xc3]')


def case_bytes_are_no_letters():
    spans(BYTES, '\xc9\xc1 \xe9\xe1 \xc9\xe1')


LOCALE = get_code(u'(?iL)\xc9x\u0416')


def case_locale_goes_before_unicode():
    spans(LOCALE, u'\xc9X\u0416 \xe9x\u0416 \xc9x\u0436')


DOTTED = get_code(u'(?iu)i\u0130')
LONG = get_code(u'(?iu)[r-t]+')
MICRO = get_code(u'(?iu)\u03bc[^\xb5]')
CYRILLIC = get_code(u'(?iu)[\u0410-\u0413]+')
MANY = get_code(u'(?iu)[A\u0100-\u0180\u1e00-\u1e60]+')


def case_letters_with_the_same_capital():
    spans(DOTTED, u'i\u0130 \u0131i \u0130\u0131 Ii ij')
    spans(LONG, u'Rst \u017fS qu')
    spans(MICRO, u'\xb5x \u039c\u039c \u03bc\xb5 \xb5\u039cx')


def case_ranges_in_both_cases():
    spans(CYRILLIC, u'\u0410\u0433\u0413\u0430 \u0414\u0434\u0433')
    spans(MANY, u'a\u0101\u0100B\u0180\u0181\u1e5f\u1e61\u1e60\u1e9b\u0253')


NOT_MANY = get_code(u'[^a\u0100\u0102\u0104\u0106\u0108\u010a\u010c\u010e\u0110\u0112]')


def case_many_ranges():
    spans(NOT_MANY, u'ab\u0100\u0101\u0102\u0103\u0112\u0113\u2012')


WORD = get_code(ur'(?u)\b\w+\b')
LOCALE_WORD = get_code(ur'(?Lu)\b\w+\b')


def case_words_of_unicode():
    spans(WORD, u'\xe9t\xe9 \u0663 _\u0434 \u2014')
    spans(LOCALE_WORD, u'\xe9t\xe9 \u0663 _\u0434 \u2014')


ZERO = get_code('(?(0)a|b)c')


def case_condition_on_the_whole_match():
    spans(ZERO, 'ac bc a')


WITHIN = get_code('((((?(3)0)[^0]).|)){3}')
WITHIN_RE = [m.span() for m in re.finditer('((((?(3)0)[^0]).|)){3}', 'abcd0e')]


def case_condition_within_the_group():
    spans(WITHIN, 'abcdef')
    spans(WITHIN, 'a0c0')
    print ' '.join(['%d-%d' % span for span in WITHIN_RE])


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
