# rlib.rsre.rsre_re: regular expressions in programs.
from _cases import entry_point_of
from rpython.rlib.rsre import rsre_re as re

NUMBER = re.compile(r'(\d+)(?:\.(\d*))?')
WORD = re.compile(r'(?P<first>[a-z])(?P<rest>\w*)')


def show(m):
    if m is None:
        print 'no match'
    else:
        print m.group(), m.start(), m.end()


def case_match():
    show(NUMBER.match('12.5kg'))
    show(NUMBER.match('x12'))
    show(NUMBER.match('x12', 1))
    show(NUMBER.match('12345', 1, 3))


def case_search():
    show(NUMBER.search('weighs 12 or 13'))
    show(NUMBER.search('weighs 12 or 13', 9))
    show(NUMBER.search('nothing'))


def case_groups():
    m = NUMBER.match('3.14')
    print m.group(1), m.group(2), m.group(0), m.start(2), m.end(1)
    a, b = m.span(2)
    print a, b


def case_unmatched_groups():
    m = NUMBER.match('42')
    print int(m.group(2) is None), m.start(2), m.end(2)
    a, b = m.span(2)
    print a, b


def case_named_groups():
    m = WORD.search('12 apples')
    d = m.groupdict()
    print len(d), d['first'], d['rest'], m.lastgroup, '|'.join(m.groups())


def case_module_functions():
    show(re.match('a(b*)c', 'abbbcd'))
    show(re.search('b+', 'aabbb'))
    show(re.match('b', 'ab'))


def case_findall():
    print '|'.join(re.findall(r'[a-c]+', 'abxcabyza'))
    print '|'.join(re.findall(r'x(\d)', 'x1x2yx3'))
    print len(re.findall('q', 'abc'))


def case_finditer():
    for m in re.finditer(r'(\w)(\d)', 'a1 b2 cc3'):
        print m.group(1) + '=' + m.group(2), m.start(),
    print


def case_split():
    print '|'.join(re.split(r'[,;] *', 'a, b;c,d'))
    print '|'.join(re.split(r',', 'a,b,c,d', 2))
    print '|'.join(re.split(r'(-)', 'x-y-z'))


def case_split_without_match():
    print '|'.join(re.split(',', 'abc')), len(re.split(',', ''))


def case_flags():
    show(re.compile('hello', re.I).match('HeLLo'))
    show(re.compile('^b', re.M).search('a\nb'))
    show(re.compile('a.b', re.S).match('a\nb'))
    show(re.compile(' a  b # text', re.X).match('ab'))
    show(re.match('(?i)abc', 'ABC'))
    show(re.match('a.b', 'a\nb'))


def case_greedy_and_lazy():
    show(re.match('<.*>', '<a><b>'))
    show(re.match('<.*?>', '<a><b>'))
    show(re.match('a{2,3}', 'aaaa'))
    show(re.match('a{2,3}?', 'aaaa'))
    show(re.match('a??b', 'ab'))
    show(re.match('(ab){2}', 'ababab'))


def case_alternatives():
    for s in ['cat', 'dog', 'cow', 'catalog']:
        show(re.match('cat|dog|c(o)w', s))


def case_back_references():
    show(re.match(r'(.)(.)\2\1', 'abba'))
    show(re.match(r'(.)(.)\2\1', 'abab'))
    show(re.match(r'(?P<q>[xy]).*(?P=q)', 'xaaxb'))


def case_look_around():
    show(re.search(r'\w+(?=!)', 'no yes! no'))
    show(re.search(r'\b\w+\b(?!!)', 'yes! no'))
    show(re.search(r'(?<=\$)\d+', 'cost $15'))
    show(re.search(r'(?<!\$)\b\d+', '$15 16'))


def case_conditional():
    for s in ['(a)', 'a', '(a', 'a)']:
        show(re.match(r'(\()?a(?(1)\))$', s))


def case_anchors_and_boundaries():
    show(re.search(r'\bend$', 'the end'))
    show(re.search(r'\Bnd\Z', 'the end'))
    show(re.search(r'^the\b', 'the end'))
    show(re.search(r'end$', 'the end\n'))
    show(re.search(r'end\Z', 'the end\n'))


def case_classes():
    show(re.match(r'[^abc]+', 'xyzabc'))
    show(re.match(r'[\w.-]+@[\w.]+', 'some.body@example.org!'))
    show(re.match(r'[]x]+', ']x]a'))
    show(re.match(r'[a\-z]+', 'a-zb'))
    show(re.match(r'\s*\S+\s\D\d', '  word x1'))


def case_escapes():
    show(re.match(r'\x41\102\t', 'AB\t'))
    show(re.match(r'a\.b\*c', 'a.b*c'))


def case_empty_matches():
    show(re.match('', 'abc'))
    show(re.match('x*', 'abc'))
    show(re.search('x*', 'axx'))
    print len(re.findall('x*', 'axb'))


def case_many_repetitions():
    show(re.match('(?:ab|c)*d', 'abc' * 500 + 'd'))


def case_start_and_end_limits():
    p = re.compile('b$')
    show(p.search('abab', 0, 2))
    show(p.search('aba', 0, 3))
    show(re.compile('^a').search('ba', 1))


def case_match_attributes():
    m = WORD.match('hello', 0, 3)
    print m.pos, m.endpos, m.string, m.re.groups


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
