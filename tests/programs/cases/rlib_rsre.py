# rlib.rsre: compiled patterns and the contexts that they match.
from _cases import entry_point_of
from rpython.rlib.rsre import rsre_core, rsre_char, rsre_utf8
from rpython.rlib.rsre.rpy import get_code

DATE = get_code(r'(\d+)-(\d+)(?:-(\d+))?')
WORDS = get_code(r'\b(\w+) \1\b')
ANYTHING = get_code('.*')
LAZY = get_code('a+?b')
UNICODE = get_code(u'[\u0400-\u04ff]+')
TITLE = get_code(r'<b>\s*(.*?)</b>')
EITHER = get_code('(?:one|two|twelve)!')
IGNORE = get_code('(?i)stra[sz]e')


def show(ctx):
    if ctx is None:
        print 'no match'
    else:
        a, b = ctx.span()
        print a, b, ctx.group(0)


def case_match():
    show(rsre_core.match(DATE, '2024-11-30x'))
    show(rsre_core.match(DATE, 'x2024-11'))
    show(rsre_core.match(DATE, 'x2024-11', 1))


def case_fullmatch():
    show(rsre_core.fullmatch(DATE, '2024-11-30'))
    show(rsre_core.fullmatch(DATE, '2024-11-30x'))
    show(rsre_core.fullmatch(LAZY, 'aaab'))
    show(rsre_core.fullmatch(ANYTHING, 'line\nnext'))


def case_search():
    show(rsre_core.search(WORDS, 'this is is it'))
    show(rsre_core.search(WORDS, 'this is it'))
    show(rsre_core.search(DATE, 'from 1-2 to 3-4', 6))
    show(rsre_core.search(DATE, 'from 1-2 to 3-4', 0, 7))


def case_groups():
    ctx = rsre_core.match(DATE, '12-34')
    print ctx.group(1), ctx.group(2), int(ctx.group(3) is None)
    a, b = ctx.span(2)
    print a, b
    a, b = ctx.span(3)
    print a, b


def case_marks():
    ctx = rsre_core.match(DATE, '7-88-9')
    print ' '.join([str(n) for n in ctx.flatten_marks()])


def case_lazy():
    show(rsre_core.match(LAZY, 'aaab'))
    show(rsre_core.search(LAZY, 'caab'))
    show(rsre_core.match(LAZY, 'b'))


def case_titles():
    p = 0
    data = '<b> one</b> <i>x</i> <b>two</b><b></b>'
    while True:
        ctx = rsre_core.search(TITLE, data, p)
        if ctx is None:
            break
        a, b = ctx.span(1)
        assert 0 <= a <= b
        print '[' + data[a:b] + ']',
        p = ctx.span(0)[1]
    print p


def case_unicode_context():
    text = u'abc \u0430\u0431\u0432 d'
    ctx = rsre_core.UnicodeMatchContext(text, 0, len(text))
    if rsre_core.search_context(ctx, UNICODE):
        print ctx.match_start, ctx.match_end
    else:
        print 'no match'


def case_utf8_context():
    text = u'abc \u0430\u0431\u0432 d'.encode('utf-8')
    ctx = rsre_utf8.Utf8MatchContext(text, 0, len(text))
    if rsre_core.search_context(ctx, UNICODE):
        print ctx.match_start, ctx.match_end, len(text)
    else:
        print 'no match'


def case_utf8_search():
    text = u'\u20ac 12-34'.encode('utf-8')
    ctx = rsre_utf8.utf8search(DATE, text)
    print ctx.match_start, ctx.match_end


def case_string_context():
    ctx = rsre_core.StrMatchContext('xx one! twelve!', 2, 15)
    if rsre_core.search_context(ctx, EITHER):
        print ctx.match_start, ctx.match_end
    ctx.reset(8)
    print int(rsre_core.match_context(ctx, EITHER)), ctx.match_start, ctx.match_end


def case_ignoring_case():
    show(rsre_core.match(IGNORE, 'STRASE'))
    show(rsre_core.match(IGNORE, 'sTrAze'))
    show(rsre_core.match(IGNORE, 'street'))


def case_characters():
    print rsre_char.getlower(ord('A'), 0), rsre_char.getlower(ord('_'), 0), rsre_char.getlower(200, 0),
    print int(rsre_char.is_digit(ord('7'))), int(rsre_char.is_digit(ord('x'))), int(rsre_char.is_space(ord('\t'))),
    print int(rsre_char.is_word(ord('_'))), int(rsre_char.is_word(ord('-'))), int(rsre_char.is_linebreak(ord('\n')))


def case_start_beyond_the_end():
    show(rsre_core.match(ANYTHING, 'abc', 10))
    show(rsre_core.search(LAZY, 'ab', -5, 100))
    show(rsre_core.match(ANYTHING, 'abc', 2, 1))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
