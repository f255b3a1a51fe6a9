"""The tokens of a Python text, comments and blank lines among them."""
import re
import token as _token
from token import *

COMMENT = N_TOKENS
tok_name[COMMENT] = 'COMMENT'
NL = N_TOKENS + 1
tok_name[NL] = 'NL'
N_TOKENS += 2

__all__ = [name for name in dir(_token) if not name.startswith('_')] + ['COMMENT', 'NL', 'tokenize', 'generate_tokens',
                                                                       'untokenize']

_EXPONENT = r'[eE][-+]?\d+'
_NUMBER = '|'.join([
    r'\d+[jJ]', r'(?:\d+\.\d*|\.\d+)(?:%s)?[jJ]?' % _EXPONENT, r'\d+%s[jJ]?' % _EXPONENT,
    r'0[xX][\da-fA-F]+[lL]?', r'0[bB][01]+[lL]?', r'0[oO]?[0-7]*[lL]?', r'[1-9]\d*[lL]?',
])
_PREFIX = r'(?:[uUbB]?[rR]?)'
_OPERATOR = r'\*\*=?|>>=?|<<=?|<>|!=|//=?|[-+*/%&|^=<>]=?|~|[][(){}]|[:;.,`@]'
# Strings of one line; a backslash in front of its end continues them.
_STRING = _PREFIX + r"""(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*(?:'|\\\r?\n)|"[^\n"\\]*(?:\\.[^\n"\\]*)*(?:"|\\\r?\n))"""
_NEXT = re.compile(r'[ \f\t]*(?:(?P<end>\\\r?\n|\Z)|(?P<comment>\#[^\r\n]*)|(?P<open>%s(?:\'\'\'|"""))|(?P<newline>\r?\n)'
                   r'|(?P<number>%s)|(?P<string>%s)|(?P<operator>%s)|(?P<name>[a-zA-Z_]\w*))'
                   % (_PREFIX, _NUMBER, _STRING, _OPERATOR))
_ENDS = {
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.DOTALL),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.DOTALL),
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL),
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL),
}
_TABS = 8


class TokenError(Exception):
    pass


class StopTokenizing(Exception):
    pass


def _column(line):
    """How far a line is indented, and where its first character is."""
    column = 0
    for at, c in enumerate(line):
        if c == ' ':
            column += 1
        elif c == '\t':
            column = (column // _TABS + 1) * _TABS
        elif c == '\f':
            column = 0
        else:
            return column, at
    return column, len(line)


class _Reader(object):
    """Where the text is."""

    def __init__(self, readline):
        self.readline = readline
        self.row = 0
        self.line = ''
        self.depth = 0
        self.indents = [0]
        self.continued = False

    def read(self):
        try:
            self.line = self.readline()
        except StopIteration:
            self.line = ''
        self.row += 1
        return self.line

    def token(self, kind, start, end):
        return kind, self.line[start:end], (self.row, start), (self.row, end), self.line

    def indentation(self):
        """The tokens in front of the first of a line that begins a statement."""
        column, at = _column(self.line)
        if column > self.indents[-1]:
            self.indents.append(column)
            yield INDENT, self.line[:at], (self.row, 0), (self.row, at), self.line
        while column < self.indents[-1]:
            if column not in self.indents:
                raise IndentationError("unindent does not match any outer indentation level",
                                       ("<tokenize>", self.row, at, self.line))
            self.indents.pop()
            yield DEDENT, '', (self.row, at), (self.row, at), self.line

    def blank(self):
        """The tokens of a line with at most a comment; none if there is more on it."""
        _, at = _column(self.line)
        rest = self.line[at:]
        if rest[:1] == '#':
            comment = rest.rstrip('\r\n')
            yield self.token(COMMENT, at, at + len(comment))
            at += len(comment)
            yield self.token(NL, at, len(self.line))
        elif rest[:1] in ('\r', '\n'):
            yield self.token(NL, at, len(self.line))

    def string(self, start, at, quote):
        """A string that begins at `start` and may go on over lines; `at` is behind its first quote."""
        first = self.row, start
        end = _ENDS[quote].match(self.line, at)
        text = lines = self.line
        piece_start = start
        result = []
        while end is None:
            ends_here = len(quote) == 1 and self.line[-2:] != '\\\n' and self.line[-3:] != '\\\r\n'
            result.append(self.line[piece_start:])
            if ends_here:
                return (ERRORTOKEN, ''.join(result), first, (self.row, len(self.line)), lines), len(self.line)
            if not self.read():
                raise TokenError("EOF in multi-line string", first)
            lines += self.line
            piece_start = 0
            end = _ENDS[quote].match(self.line)
        result.append(self.line[piece_start:end.end()])
        return (STRING, ''.join(result), first, (self.row, end.end()), lines), end.end()

    def plain(self, found, start, end):
        """A token that lies within a line."""
        kind = found.lastgroup
        if kind == 'number':
            return self.token(NUMBER, start, end)
        if kind == 'newline':
            return self.token(NL if self.depth > 0 else NEWLINE, start, end)
        if kind == 'comment':
            return self.token(COMMENT, start, end)
        if kind == 'name':
            return self.token(NAME, start, end)
        if self.line[start] in '([{':
            self.depth += 1
        elif self.line[start] in ')]}':
            self.depth -= 1
        return self.token(OP, start, end)

    def rest(self, at):
        """The tokens of the line from `at` on."""
        while at < len(self.line):
            found = _NEXT.match(self.line, at)
            if found is None:
                yield self.token(ERRORTOKEN, at, at + 1)
                at += 1
                continue
            kind = found.lastgroup
            start, end = found.span(kind)
            if kind == 'end':
                self.continued = end > start
                return
            if kind == 'open':
                string, at = self.string(start, end, self.line[end - 3:end])
                yield string
            elif kind == 'string' and self.line[end - 1] == '\n':
                at = start
                while self.line[at] not in '\'"':
                    at += 1
                string, at = self.string(start, at + 1, self.line[at])
                yield string
            elif kind == 'string':
                yield self.token(STRING, start, end)
                at = end
            else:
                yield self.plain(found, start, end)
                at = end


def generate_tokens(readline):
    """Tuples of number, text, start and end (row and column), and line, from a function that returns the next line."""
    reader = _Reader(readline)
    while reader.read():
        if reader.depth == 0 and not reader.continued:
            blank = list(reader.blank())
            if blank:
                for item in blank:
                    yield item
                continue
            at = _column(reader.line)[1]
            if at == len(reader.line):
                break
            for item in reader.indentation():
                yield item
        else:
            at = 0
        reader.continued = False
        for item in reader.rest(at):
            yield item
    if reader.depth > 0 or reader.continued:
        raise TokenError("EOF in multi-line statement", (reader.row, 0))
    end = reader.row, 0
    for _ in reader.indents[1:]:
        yield DEDENT, '', end, end, ''
    yield ENDMARKER, '', end, end, ''


def printtoken(kind, text, start, end, line):
    print '%d,%d-%d,%d:\t%s\t%r' % (start + end + (tok_name[kind], text))


def tokenize(readline, tokeneater=printtoken):
    """Calls `tokeneater` with the parts of each token."""
    try:
        for item in generate_tokens(readline):
            tokeneater(*item)
    except StopTokenizing:
        pass


def untokenize(iterable):
    """A text with these tokens, which are at least pairs of number and text. Where tokens carry no places, those that could run
    into each other are kept apart."""
    result = []
    row, column = 1, 0
    indents = []
    for item in iterable:
        kind, text = item[:2]
        if kind == ENDMARKER:
            continue
        if len(item) == 2:
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if indents and (not result or result[-1].endswith('\n')):
                result.append(indents[-1])
            if kind in (NAME, NUMBER, STRING):
                text += ' '
            result.append(text)
            continue
        (start_row, start_column), (row_after, column_after) = item[2:4]
        if start_row > row:
            result.append('\\\n' * (start_row - row))
            column = 0
        result.append(' ' * (start_column - column))
        result.append(text)
        row, column = row_after, column_after
        if kind in (NEWLINE, NL):
            row, column = row + 1, 0
    return ''.join(result)
