"""Regular expressions."""
import sys
import _re

I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64
DEBUG = 128

_cache = {}


class error(Exception):
    pass


class RegexObject(object):
    """A compiled regular expression."""

    def __init__(self, pattern, flags):
        self.pattern = pattern
        try:
            self._program, self.groups, self.groupindex, self.flags = _re.compile(pattern, flags)
        except ValueError, e:
            raise error(str(e))

    def _one(self, string, pos, endpos, mode):
        for spans in _re.run(self._program, string, pos, endpos, mode):
            return MatchObject(self, string, pos, endpos, spans)
        return None

    def match(self, string, pos=0, endpos=sys.maxint):
        return self._one(string, pos, endpos, 0)

    def search(self, string, pos=0, endpos=sys.maxint):
        return self._one(string, pos, endpos, 1)

    def finditer(self, string, pos=0, endpos=sys.maxint):
        for spans in _re.run(self._program, string, pos, endpos, 2):
            yield MatchObject(self, string, pos, endpos, spans)

    def findall(self, string, pos=0, endpos=sys.maxint):
        result = []
        for match in self.finditer(string, pos, endpos):
            if self.groups == 0:
                result.append(match.group())
            elif self.groups == 1:
                result.append(match._text(1, string[:0]))
            else:
                result.append(match.groups(string[:0]))
        return result

    def split(self, string, maxsplit=0):
        result = []
        last = count = 0
        for match in self.finditer(string):
            if maxsplit and count >= maxsplit:
                break
            start, end = match.span()
            if start == end:
                continue
            result.append(string[last:start])
            result.extend(match.groups())
            last = end
            count += 1
        result.append(string[last:])
        return result

    def subn(self, repl, string, count=0):
        if not callable(repl):
            repl = _replacement(self, repl)
        out = []
        last = done = 0
        for match in self.finditer(string):
            if count and done >= count:
                break
            start, end = match.span()
            if start == end and start == last and done:
                continue
            out.append(string[last:start])
            out.append(repl(match))
            last = end
            done += 1
        out.append(string[last:])
        return string[:0].join(out), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def scanner(self, string):
        return _Scanner(self, string)


class _Scanner(object):
    def __init__(self, pattern, string):
        self.pattern = pattern
        self.string = string
        self.pos = 0

    def _next(self, find):
        match = find(self.string, self.pos) if self.pos is not None else None
        self.pos = None
        if match is not None:
            self.pos = match.end() + (match.end() == match.start())
        return match

    def match(self):
        return self._next(self.pattern.match)

    def search(self):
        return self._next(self.pattern.search)


class MatchObject(object):
    """What matched, and where."""

    def __init__(self, re, string, pos, endpos, spans):
        self.re = re
        self.string = string
        self.pos = pos
        self.endpos = min(endpos, len(string))
        self.lastindex = spans.pop()
        self._spans = spans

    def _index(self, group):
        if isinstance(group, basestring):
            if group not in self.re.groupindex:
                raise IndexError('no such group')
            group = self.re.groupindex[group]
        if not 0 <= group <= self.re.groups:
            raise IndexError('no such group')
        return group

    def _text(self, index, default=None):
        start = self._spans[2 * index]
        end = self._spans[2 * index + 1]
        if start < 0 or end < 0:
            return default
        return self.string[start:end]

    def group(self, *groups):
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._index(groups[0]))
        return tuple([self._text(self._index(group)) for group in groups])

    def groups(self, default=None):
        return tuple([self._text(i, default) for i in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return dict([(name, self._text(i, default)) for name, i in self.re.groupindex.items()])

    def start(self, group=0):
        return self.span(group)[0]

    def end(self, group=0):
        return self.span(group)[1]

    def span(self, group=0):
        index = self._index(group)
        if self._spans[2 * index + 1] < 0:
            return (-1, -1)
        return self._spans[2 * index], self._spans[2 * index + 1]

    def regs(self):
        return tuple([self.span(i) for i in range(self.re.groups + 1)])

    regs = property(regs)

    def lastgroup(self):
        for name, i in self.re.groupindex.items():
            if i == self.lastindex:
                return name
        return None

    lastgroup = property(lastgroup)

    def expand(self, template):
        return _replacement(self.re, template)(self)


_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'f': '\f', 'v': '\v', 'a': '\a', 'b': '\b', '\\': '\\'}


def _replacement(pattern, template):
    """The function that a replacement text stands for."""
    empty = template[:0]
    parts = []
    i = 0
    while i < len(template):
        c = template[i]
        i += 1
        if c != '\\' or i == len(template):
            parts.append(c)
            continue
        c = template[i]
        i += 1
        if c == 'g':
            if template[i:i + 1] != '<':
                raise error('missing group name')
            end = template.find('>', i)
            if end < 0:
                raise error('unterminated group name')
            name = template[i + 1:end]
            i = end + 1
            if name.isdigit():
                index = int(name)
            elif name in pattern.groupindex:
                index = pattern.groupindex[name]
            else:
                raise IndexError('unknown group name: %r' % (name,))
            if index > pattern.groups:
                raise error('invalid group reference')
            parts.append(index)
        elif c == '0' or c.isdigit() and _is_octal(template[i - 1:i + 2]):
            digits = c
            while i < len(template) and len(digits) < 3 and template[i] in '01234567':
                digits += template[i]
                i += 1
            parts.append(chr(int(digits, 8) & 0xff))
        elif c.isdigit():
            if template[i:i + 1].isdigit():
                c += template[i]
                i += 1
            if int(c) > pattern.groups:
                raise error('invalid group reference')
            parts.append(int(c))
        else:
            parts.append(_ESCAPES.get(c, '\\' + c))

    def expand(match):
        out = []
        for part in parts:
            if isinstance(part, int):
                text = match._text(part)
                if text is None:
                    raise error('unmatched group')
                part = text
            out.append(part)
        return empty.join(out)
    return expand


def _is_octal(digits):
    return len(digits) == 3 and digits[0] in '0123' and digits[1] in '01234567' and digits[2] in '01234567'


def compile(pattern, flags=0):
    if isinstance(pattern, RegexObject):
        if flags:
            raise ValueError('Cannot process flags argument with a compiled pattern')
        return pattern
    key = (type(pattern), pattern, flags)
    if key not in _cache:
        if not isinstance(pattern, basestring):
            raise TypeError("first argument must be string or compiled pattern")
        if len(_cache) > 200:
            _cache.clear()
        _cache[key] = RegexObject(pattern, flags & ~DEBUG)
    return _cache[key]


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def escape(pattern):
    out = []
    for c in pattern:
        if c.isalnum() and c < '\x80':
            out.append(c)
        elif c == '\0':
            out.append('\\000')
        else:
            out.append('\\' + c)
    return pattern[:0].join(out)


def purge():
    _cache.clear()


def template(pattern, flags=0):
    return compile(pattern, flags)
