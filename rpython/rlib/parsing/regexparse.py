"""The text of regular expressions to trees: `* + ? {n} {n,} {n,m} | ( ) [ ] . \\d \\s \\w`, and escapes."""
import string

from rpython.rlib.parsing import regex
from rpython.rlib.parsing.deterministic import ALPHABET, compress_char_set

ESCAPES = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# \cx is the control character of x.
for _code in range(ALPHABET):
    ESCAPES["c" + chr(_code)] = chr(ord(chr(_code).upper()) ^ 0x40)

ALL = frozenset([chr(_code) for _code in range(ALPHABET)])
CLASSES = {'d': frozenset(string.digits), 's': frozenset('\t\n\f\r '),
           'w': frozenset(string.letters + string.digits + '_')}
CLASSES.update(dict([(_letter.upper(), ALL - _chars) for _letter, _chars in CLASSES.items()]))
OCTAL = '01234567'
# What has a meaning outside brackets, and does not stand for itself.
SPECIAL = '*+()[{|.?^\\'
# These cannot be characters of a set without a backslash.
NOT_IN_SET = '()]{|^\\'


class ParseError(Exception):
    """Text that is no regular expression."""

    def __init__(self, text, pos):
        self.text = text
        self.pos = pos

    def __str__(self):
        return "no regular expression, at position %d: %r" % (self.pos, self.text)


def unescape_muncher(string):
    """(the character that a text begins with, perhaps as an escape; the rest)."""
    if string[0] != '\\':
        return string[0], string[1:]
    c = string[1]
    if c == 'x':
        return chr(int(string[2:4], 16)), string[4:]
    if c in OCTAL:
        end = 2
        while end < 4 and end < len(string) and string[end] in OCTAL:
            end += 1
        return chr(int(string[1:end], 8) & 0xff), string[end:]
    if c == 'c':
        return ESCAPES[string[1:3]], string[3:]
    return ESCAPES.get(c, c), string[2:]


def unescape(s):
    """A whole text without escapes."""
    result = []
    while s:
        char, s = unescape_muncher(s)
        result.append(char)
    return ''.join(result)


class RegexParser(object):
    """Reads from the left; `pos` is where the rest begins."""

    def __init__(self, text):
        self.text = text
        self.pos = 0

    def parse(self):
        result = self.regex()
        if self.pos < len(self.text):
            self.fail()
        return result

    def fail(self):
        raise ParseError(self.text, self.pos)

    def peek(self):
        return self.text[self.pos:self.pos + 1]

    def skip(self, c):
        """Whether a character comes next; it is taken then."""
        if self.peek() == c:
            self.pos += 1
            return True
        return False

    def regex(self):
        result = self.concatenation()
        if self.skip('|'):
            return result | self.regex()
        return result

    def concatenation(self):
        result = regex.StringExpression("")
        while self.peek() and self.peek() not in '|)':
            result = result + self.repetition()
        return result

    def repetition(self):
        if self.skip('{'):
            return regex.StringExpression('{')
        item = self.primary()
        if self.skip('*'):
            return item.kleene()
        if self.skip('+'):
            return item + item.kleene()
        if self.skip('?'):
            return regex.StringExpression("") | item
        if self.peek() == '{':
            return self.counted(item)
        return item

    def counted(self, item):
        """{n}, {n,} or {n,m}; anything else is no count."""
        start = self.pos
        self.pos += 1
        low = self.number()
        high = low
        if low is not None and self.skip(','):
            high = self.number()
        if low is None or not self.skip('}'):
            self.pos = start
            return item
        if high is None:
            return item * low + item.kleene()
        result = regex.StringExpression("")
        for times in range(1, high - low + 1):
            result = result | item * times
        return item * low + result

    def number(self):
        start = self.pos
        while self.peek() and self.peek() in string.digits:
            self.pos += 1
        if start == self.pos:
            return None
        return int(self.text[start:self.pos])

    def primary(self):
        if self.skip('('):
            result = self.regex()
            if not self.skip(')'):
                self.fail()
            return result
        if self.skip('['):
            return _set_expression(self.set())
        if self.skip('.'):
            return regex.RangeExpression(chr(0), chr(ALPHABET - 1))
        chars = self.char_class()
        if chars is not None:
            return _set_expression(chars)
        return regex.StringExpression(self.char(SPECIAL))

    def char_class(self):
        """The set of \\d and the like, or None."""
        if self.peek() == '\\' and self.text[self.pos + 1:self.pos + 2] in CLASSES:
            self.pos += 2
            return CLASSES[self.text[self.pos - 1]]
        return None

    def char(self, forbidden):
        """One character, perhaps as an escape."""
        c = self.peek()
        if c == '\\' and self.pos + 1 < len(self.text):
            try:
                char, rest = unescape_muncher(self.text[self.pos:])
            except (ValueError, KeyError):
                self.fail()
            self.pos = len(self.text) - len(rest)
            return char
        if not c or c in forbidden and c != '\\':
            self.fail()
        self.pos += 1
        return c

    def set(self):
        """What stands in brackets; the first is taken already."""
        inverted = self.skip('^')
        chars = set()
        if self.skip(']'):
            chars.add(']')
        while not self.skip(']'):
            chars |= self.set_element()
        return ALL - chars if inverted else chars

    def set_element(self):
        chars = self.char_class()
        if chars is not None:
            return chars
        first = self.char(NOT_IN_SET)
        if self.peek() == '-' and self.text[self.pos + 1:self.pos + 2] not in ('', ']'):
            self.pos += 1
            last = self.char(NOT_IN_SET)
            return set([chr(code) for code in range(ord(first), ord(last) + 1)])
        return set([first])


def _set_expression(chars):
    result = None
    for first, count in compress_char_set(chars):
        part = regex.RangeExpression(first, chr(ord(first) + count - 1))
        result = part if result is None else result | part
    return result


def parse_regex(s):
    """The tree of a regular expression. Raises ParseError."""
    return RegexParser(s).parse()


def make_runner(regex, view=False):
    """What recognizes the texts of a regular expression."""
    dfa = parse_regex(regex).make_automaton().make_deterministic()
    dfa.optimize()
    return dfa.get_runner()
