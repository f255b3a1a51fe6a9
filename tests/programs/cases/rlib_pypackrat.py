# rlib.parsing.pypackrat: parsers from grammars in docstrings. All rules of a program give values of one type.
from _cases import entry_point_of
from rpython.rlib.parsing.pypackrat import BacktrackException, PackratParser, Status


class Words(PackratParser):
    """
    some: x = 'ab'+ return {'.'.join(x)};
    any: x = 'ab'* return {'.'.join(x)};
    maybe: 'x'? 'y';
    either: 'one' | 'two' | 'three';
    """


def case_repetitions():
    p = Words('ababx')
    print p.some(), p._pos
    print '[' + Words('x').any() + ']', Words('ab').any()
    try:
        Words('x').some()
    except BacktrackException as e:
        print e.error.pos, ' '.join(e.error.expected)


def case_maybe():
    print Words('xy').maybe(), Words('y').maybe()
    try:
        Words('xx').maybe()
    except BacktrackException as e:
        print e.error.pos, ' '.join(e.error.expected)


def case_choices():
    for text in ['one', 'two', 'three', 'four']:
        try:
            print Words(text).either(),
        except BacktrackException as e:
            print 'expected ' + ', '.join(e.error.expected),
    print


class Sums(PackratParser):
    """
    sum:
        a = sum
        '+'
        b = product
        return {'(%s + %s)' % (a, b)}
      | a = sum '-' b = product return {'(%s - %s)' % (a, b)}
      | product;
    product:
        a = product
        '*'
        b = atom
        return {'(%s * %s)' % (a, b)}
      | atom;
    atom:
        `[0-9]+`
      | '(' s = sum ')'
        return {s};       # with parentheses
    """


def case_left_recursion():
    for text in ['1', '1+2', '1-2-3', '1+2*3*4-5', '2*(3+4)', '((7))']:
        p = Sums(text)
        print p.sum(), p._pos
    p = Sums('12+x')
    print p.sum(), p._pos


def case_errors_of_left_recursion():
    for text in ['', '(1', '(1+', 'x']:
        try:
            print Sums(text).sum()
        except BacktrackException as e:
            if e.error is None:
                print 'nothing known',
            else:
                print e.error.pos, '|'.join(e.error.expected),
    print


class Looking(PackratParser):
    r"""
    word: `[a-z]+` !'!';
    before_digit: `[a-z]` !!`[0-9]`;
    quoted: '"' <`[^"]*`> '"';
    pair: '(' a = `\w+` [',' ' '*] b = `\w+` ')' return {a + '/' + b};
    end: !__any__ return {'the end'};
    """


def case_negation():
    print Looking('abc?').word()
    try:
        Looking('abc!').word()
    except BacktrackException as e:
        print e.error.pos, e.error.expected[0]


def case_look_ahead():
    p = Looking('a1')
    print p.before_digit(), p._pos, p.__any__()
    try:
        Looking('ab').before_digit()
    except BacktrackException:
        print 'no digit'


class Lines(PackratParser):
    """
    line: l = rest_of_line ['\n'] return {l};
    rest_of_line: `[^\n]*`;
    """


def case_ignored_parts():
    p = Lines('first\nsecond')
    print p.line(), p._pos, p.rest_of_line()
    print Looking('(left,  right)').pair()


def case_exclusive():
    print Looking('"in quotes" out').quoted()


def case_end_of_text():
    print Looking('').end()
    try:
        Looking('x').end()
    except BacktrackException:
        print 'something is left'


class Numbers(PackratParser):
    """
    INT:
        `[1-9][0-9]*|0`;
    large:
        do
            n = INT
        if {int(n) > 42}
        return {n};
    limited(limit):
        n = INT
        if {int(n) < limit}
        return {n};
    sum_to(limit):
        a = limited({limit}) ',' b = limited({limit + 1})
        return {str(int(a) + int(b))};
    """


def case_conditions():
    print Numbers('43').large()
    try:
        Numbers('42').large()
    except BacktrackException as e:
        print e.error.pos, e.error.expected[0]


def case_arguments():
    print Numbers('5').limited(6), Numbers('5,6').sum_to(6)
    try:
        Numbers('5,7').sum_to(6)
    except BacktrackException as e:
        print e.error.expected[0]


class Choosing(PackratParser):
    """
    bracketed:
        choose quote in {self.quotes}
            __chars__({quote})
            text = `[a-z]*`
            __chars__({quote})
            return {text};
    """
    quotes = ["'", '"', '|']


def case_choose():
    for text in ["'a'", '"bc"', '|d|', "'e|", 'f']:
        try:
            print Choosing(text).bracketed(),
        except BacktrackException as e:
            print 'no',
    print


class Nested(PackratParser):
    """
    groups: g = group+ return {' '.join(g)};
    group: 'a' b = 'b'* return {'a%d' % len(b)};
    """


def case_nested_repetitions():
    print Nested('abbaabbb').groups()


def case_error_messages():
    text = 'one line\nanother (1+'
    p = Sums(text)
    p._pos = 17
    try:
        p.sum()
    except BacktrackException as e:
        error = e.error
        line, column = error.get_line_column(text)
        print line, column
        print error.nice_error_message('input', text)


class Recording(PackratParser):
    """
    item: name ['=' `[0-9]+`];
    name: `[a-z]+`;
    """

    def __init__(self, text):
        self.init_parser(text)
        self.length = len(text)


def case_own_constructor():
    p = Recording('abc=12')
    print p.item(), p.length, p._pos


def case_memory_of_results():
    p = Words('ababab')
    first = p.some()
    p._pos = 0
    print first, p.some(), p._pos


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
