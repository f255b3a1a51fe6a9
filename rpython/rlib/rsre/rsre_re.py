"""Regular expressions as `re` has them, for programs to be translated. Patterns must be constants."""
import re
import sys

from rpython.rlib.objectmodel import not_rpython, specialize, we_are_translated
from rpython.rlib.rsre import rsre_core, rsre_template as template_module
from rpython.rlib.rsre.rpy import get_code as _get_code

I = IGNORECASE = re.I
L = LOCALE = re.L
M = MULTILINE = re.M
S = DOTALL = re.S
U = UNICODE = re.U
X = VERBOSE = re.X

escape = re.escape
error = re.error


@specialize.memo()
def compile(pattern, flags=0):
    code, flags, about = _get_code(pattern, flags, allargs=True)
    groups, groupindex, indexgroup = about
    return RSREPattern(pattern, code, flags, groups, groupindex, indexgroup)


@specialize.call_location()
def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


@specialize.call_location()
def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


@specialize.call_location()
def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


@specialize.call_location()
def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def sub(pattern, repl, string, count=0):
    """For the untranslated program only, like the method."""
    return compile(pattern).sub(repl, string, count)


def subn(pattern, repl, string, count=0):
    return compile(pattern).subn(repl, string, count)


@specialize.call_location()
def split(pattern, string, maxsplit=0):
    return compile(pattern).split(string, maxsplit)


class RSREPattern(object):
    """A compiled pattern."""

    def __init__(self, pattern, code, flags, num_groups, groupindex, indexgroup):
        self._code = code
        self.pattern = pattern
        self.flags = flags
        self.groups = num_groups
        self.groupindex = groupindex
        self._indexgroup = indexgroup

    def match(self, string, pos=0, endpos=sys.maxint):
        return self._found(rsre_core.match(self._code, string, pos, endpos))

    def search(self, string, pos=0, endpos=sys.maxint):
        return self._found(rsre_core.search(self._code, string, pos, endpos))

    def _found(self, ctx):
        if ctx is None:
            return None
        return RSREMatch(self, ctx)

    def findall(self, string, pos=0, endpos=sys.maxint):
        """The texts found; those of the group if there is one."""
        assert self.groups <= 1, "findall() of a pattern with several groups would give tuples"
        found = []
        scanner = self.scanner(string, pos, endpos)
        while True:
            match = scanner.search()
            if match is None:
                return found
            found.append(match.group(self.groups))

    def finditer(self, string, pos=0, endpos=sys.maxint):
        scanner = self.scanner(string, pos, endpos)
        while True:
            match = scanner.search()
            if match is None:
                break
            yield match

    def split(self, string, maxsplit=0):
        parts = []
        done = 0            # up to where the string is in `parts`
        start = 0
        count = 0
        while maxsplit == 0 or count < maxsplit:
            ctx = rsre_core.search(self._code, string, start)
            if ctx is None:
                break
            begin = ctx.match_start
            end = ctx.match_end
            if begin == end:
                # Nothing is no separator.
                if begin >= len(string):
                    break
                start = end + 1
                continue
            assert 0 <= done <= begin
            parts.append(string[done:begin])
            if self.groups:
                parts.extend(RSREMatch(self, ctx).groups(None))
            count += 1
            done = start = end
        assert done >= 0
        parts.append(string[done:])
        return parts

    @not_rpython
    def subn(self, repl, string, count=0):
        """(the string with the matches replaced, how many). `repl` is a function of a match, or a template."""
        if not callable(repl):
            template = repl
            repl = lambda match: match.expand(template)
        parts = []
        done = 0
        replaced = 0
        start = 0
        while not count or replaced < count:
            ctx = rsre_core.search(self._code, string, start)
            if ctx is None:
                break
            begin, start = ctx.match_start, ctx.match_end
            # A match of nothing right behind another one does not count.
            if begin < start or begin > done or replaced == 0:
                parts.append(string[done:begin])
                parts.append(repl(RSREMatch(self, ctx)))
                done = start
                replaced += 1
            elif start >= len(string):
                break
            if begin == start:
                start += 1
        if replaced == 0:
            return string, 0
        parts.append(string[done:])
        joined = ''.join([part for part in parts if part])
        if isinstance(string, unicode) or (not callable(repl) and isinstance(repl, unicode)):
            joined = unicode(joined)
        return joined, replaced

    @not_rpython
    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def scanner(self, string, start=0, end=sys.maxint):
        return SREScanner(self, string, start, end)


class RSREMatch(object):
    """What a pattern matched."""

    def __init__(self, pattern, ctx):
        self.re = pattern
        self._ctx = ctx

    def span(self, groupnum=0):
        return self._ctx.span(groupnum)

    def start(self, groupnum=0):
        return self.span(groupnum)[0]

    def end(self, groupnum=0):
        return self.span(groupnum)[1]

    def group(self, group=0):
        start, end = self.span(group)
        if 0 <= start <= end:
            return self._ctx._string[start:end]
        return None

    def groups(self, default=None):
        found = []
        for i in range(1, self.re.groups + 1):
            text = self.group(i)
            if text is None:
                text = default
            found.append(text)
        if not we_are_translated():
            return tuple(found)
        return found

    def groupdict(self, default=None):
        found = {}
        for name, number in self.re.groupindex.iteritems():
            text = self.group(number)
            if text is None:
                text = default
            found[name] = text
        return found

    @not_rpython
    def expand(self, template):
        """A template with the groups that it names."""
        return template_module.expand(self, template)

    @property
    def regs(self):
        flat = self._ctx.flatten_marks()
        return tuple([(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)])

    @property
    def lastindex(self):
        self._ctx.flatten_marks()
        if not we_are_translated() and self._ctx.match_lastindex < 0:
            return None
        return self._ctx.match_lastindex // 2 + 1

    @property
    def lastgroup(self):
        self._ctx.flatten_marks()
        index = self._ctx.match_lastindex // 2 + 1
        if index <= 0 or index >= len(self.re._indexgroup):
            return None
        return self.re._indexgroup[index]

    @property
    def string(self):
        return self._ctx._string

    @property
    def pos(self):
        return self._ctx.match_start

    @property
    def endpos(self):
        return self._ctx.end


class SREScanner(object):
    """One match after the other."""

    def __init__(self, pattern, string, start, end):
        self.pattern = pattern
        self._string = string
        self._start = start
        self._end = end

    def _advance(self, match):
        if match is None:
            self._start += 1
            return None
        start, end = match.span(0)
        # A match of nothing must not be found again.
        self._start = end
        if start == end:
            self._start += 1
        return match

    def match(self):
        if self._start > len(self._string):
            return None
        return self._advance(self.pattern.match(self._string, self._start, self._end))

    def search(self):
        if self._start > len(self._string):
            return None
        return self._advance(self.pattern.search(self._string, self._start, self._end))


class Scanner(object):
    """Splits text into tokens. The lexicon is a list of (pattern, action): what an action returns, called with the
    scanner and the text, is a token, unless it is None. For the untranslated program only."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._patterns = [compile(pattern, flags) for pattern, action in lexicon]

    def scan(self, string):
        """(tokens, the rest that no pattern matches)."""
        tokens = []
        pos = 0
        while True:
            for pattern, (_, action) in zip(self._patterns, self.lexicon):
                match = pattern.match(string, pos)
                if match is not None:
                    break
            else:
                break
            if match.end() == pos:
                break
            if callable(action):
                self.match = match
                action = action(self, match.group())
            if action is not None:
                tokens.append(action)
            pos = match.end()
        return tokens, string[pos:]
