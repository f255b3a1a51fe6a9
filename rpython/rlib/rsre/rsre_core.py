"""Matching compiled patterns.

The matcher never recurses but for assertions: where a choice is left, it notes on a stack how to try the other way. Marks
of groups and rounds of loops are chains of objects that never change, so that a choice needs to remember only the
ends of both chains.
"""
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rsre import rsre_char, rsre_constants as consts


class Error(Exception):
    def __init__(self, msg):
        self.msg = msg


class CompiledPattern(object):
    """The code of a pattern."""
    _immutable_fields_ = ['pattern[*]', 'flags']

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.flags = flags

    def pat(self, index):
        return self.pattern[index]


# ---------------------------------------------------------------- contexts

class AbstractMatchContext(object):
    """A text to be matched from `match_start` to `end`, and what was found."""

    fullmatch_only = False

    def __init__(self, match_start, end):
        if match_start < 0:
            match_start = 0
        self.match_start = match_start
        self.match_end = match_start
        self.end = end
        self.match_marks = None
        self.match_lastindex = -1
        self.match_marks_flat = None

    def reset(self, start):
        self.match_start = start
        self.match_marks = None
        self.match_marks_flat = None

    def get_mark(self, gid):
        return find_mark(self.match_marks, gid)

    def flatten_marks(self):
        """Positions: where the match starts and ends, then the same of each group; -1 of groups that took no part."""
        flat = self.match_marks_flat
        if flat is None:
            flat = self._flatten()
            self.match_marks_flat = flat
        return flat

    def _flatten(self):
        flat = [self.match_start, self.match_end]
        self.match_lastindex = -1
        mark = self.match_marks
        if mark is not None:
            self.match_lastindex = _last_closed(mark)
        while mark is not None:
            at = mark.gid + 2
            while len(flat) <= at:
                flat.append(-1)
            if flat[at] == -1:
                flat[at] = mark.position
            mark = mark.prev
        if len(flat) & 1:
            flat.append(-1)
        return flat

    def span(self, groupnum=0):
        flat = self.flatten_marks()
        at = 2 * groupnum
        if at < 0 or at >= len(flat):
            return (-1, -1)
        start, end = flat[at], flat[at + 1]
        if start < 0 or end < 0:
            return (-1, -1)
        return (start, end)

    def group(self, groupnum=0):
        raise NotImplementedError


class StrMatchContext(AbstractMatchContext):
    """A context over a byte string."""

    def __init__(self, string, match_start, end):
        AbstractMatchContext.__init__(self, match_start, end)
        self._string = string

    def str(self, index):
        return ord(self._string[index])

    def fresh_copy(self, start):
        return StrMatchContext(self._string, start, self.end)

    def group(self, groupnum=0):
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._string[start:end]
        return None


class UnicodeMatchContext(AbstractMatchContext):
    """A context over a unicode string."""

    def __init__(self, unicodestr, match_start, end):
        AbstractMatchContext.__init__(self, match_start, end)
        self._unicodestr = unicodestr
        self._string = unicodestr

    def str(self, index):
        return ord(self._unicodestr[index])

    def fresh_copy(self, start):
        return UnicodeMatchContext(self._unicodestr, start, self.end)

    def group(self, groupnum=0):
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._unicodestr[start:end]
        return None


class BufMatchContext(AbstractMatchContext):
    """A context over anything with `getitem(index)`."""

    def __init__(self, buf, match_start, end):
        AbstractMatchContext.__init__(self, match_start, end)
        self._buffer = buf

    def str(self, index):
        return ord(self._buffer.getitem(index))

    def fresh_copy(self, start):
        return BufMatchContext(self._buffer, start, self.end)


# ---------------------------------------------------------------- state

class Mark(object):
    """The start (even numbers) or end (odd) of a group was met."""
    _immutable_ = True

    def __init__(self, gid, position, prev):
        self.gid = gid
        self.position = position
        self.prev = prev


def find_mark(mark, gid):
    while mark is not None:
        if mark.gid == gid:
            return mark.position
        mark = mark.prev
    return -1


def _last_closed(mark):
    while mark is not None:
        if mark.gid & 1:
            return mark.gid
        mark = mark.prev
    return -1


class Round(object):
    """A loop under way: rounds done, and where the last one began; `outer` is the loop around it."""
    _immutable_ = True

    def __init__(self, ppos, count, lastptr, outer):
        self.ppos = ppos            # of the loop's instruction
        self.count = count
        self.lastptr = lastptr
        self.outer = outer


# What is left to try.
RESUME, BRANCH, FEWER, MORE = 0, 1, 2, 3


class Choice(object):
    """Where to go on when a way turns out to be wrong.

    - RESUME: at `ppos`;
    - BRANCH: with the alternative that begins at `ppos`;
    - FEWER: at `ppos`, with one character less, if that leaves at least `limit`;
    - MORE: at `ppos`, with one character more that is like the one at `item`; `limit` more of them are allowed.
    """

    def __init__(self, kind, ppos, ptr, marks, loop, below):
        self.kind = kind
        self.ppos = ppos
        self.ptr = ptr
        self.marks = marks
        self.loop = loop
        self.below = below
        self.limit = 0
        self.item = 0


# ---------------------------------------------------------------- single characters

@specialize.argtype(0)
def match_char(ctx, pattern, ppos, ptr):
    """Whether the character at `ptr` is one that the instruction takes."""
    op = pattern.pat(ppos)
    c = ctx.str(ptr)
    if op == consts.OPCODE_LITERAL:
        return c == pattern.pat(ppos + 1)
    if op == consts.OPCODE_NOT_LITERAL:
        return c != pattern.pat(ppos + 1)
    if op == consts.OPCODE_IN:
        return rsre_char.check_charset(pattern, ppos + 2, c)
    if op == consts.OPCODE_ANY:
        return c != 10
    if op == consts.OPCODE_ANY_ALL:
        return True
    if op == consts.OPCODE_LITERAL_IGNORE:
        return rsre_char.getlower(c, pattern.flags) == pattern.pat(ppos + 1)
    if op == consts.OPCODE_NOT_LITERAL_IGNORE:
        return rsre_char.getlower(c, pattern.flags) != pattern.pat(ppos + 1)
    if op == consts.OPCODE_IN_IGNORE:
        return rsre_char.check_charset(pattern, ppos + 2, rsre_char.getlower(c, pattern.flags))
    if op == consts.OPCODE_CATEGORY:
        return rsre_char.category_dispatch(pattern.pat(ppos + 1), c)
    raise Error("this instruction takes no character")


def behind_char(pattern, ppos):
    """Where the instruction after one that takes a character begins."""
    op = pattern.pat(ppos)
    if op == consts.OPCODE_ANY or op == consts.OPCODE_ANY_ALL:
        return ppos + 1
    if op == consts.OPCODE_IN or op == consts.OPCODE_IN_IGNORE:
        return ppos + 1 + pattern.pat(ppos + 1)
    return ppos + 2


@specialize.argtype(0)
def count_chars(ctx, pattern, ppos, ptr, maximum):
    """The position behind as many characters as the instruction takes."""
    end = ctx.end
    if maximum < end - ptr:
        end = ptr + maximum
    op = pattern.pat(ppos)
    if op == consts.OPCODE_ANY_ALL:
        return end
    if op == consts.OPCODE_IN:
        while ptr < end and rsre_char.check_charset(pattern, ppos + 2, ctx.str(ptr)):
            ptr += 1
        return ptr
    while ptr < end and match_char(ctx, pattern, ppos, ptr):
        ptr += 1
    return ptr


# ---------------------------------------------------------------- positions

@specialize.argtype(0)
def _is_word_at(ctx, ptr, unicode_chars):
    if ptr < 0 or ptr >= ctx.end:
        return False
    if unicode_chars:
        return rsre_char.is_uni_word(ctx.str(ptr))
    return rsre_char.is_word(ctx.str(ptr))


@specialize.argtype(0)
def match_position(ctx, atcode, ptr):
    if atcode == consts.AT_BEGINNING or atcode == consts.AT_BEGINNING_STRING:
        return ptr == 0
    if atcode == consts.AT_BEGINNING_LINE:
        return ptr == 0 or ctx.str(ptr - 1) == 10
    if atcode == consts.AT_END:
        return ptr == ctx.end or (ptr == ctx.end - 1 and ctx.str(ptr) == 10)
    if atcode == consts.AT_END_LINE:
        return ptr == ctx.end or ctx.str(ptr) == 10
    if atcode == consts.AT_END_STRING:
        return ptr == ctx.end
    wide = atcode == consts.AT_UNI_BOUNDARY or atcode == consts.AT_UNI_NON_BOUNDARY
    boundary = _is_word_at(ctx, ptr - 1, wide) != _is_word_at(ctx, ptr, wide)
    if atcode & 1:
        # The odd ones, from AT_BOUNDARY on, are the boundaries of ASCII; of the others they are the opposite.
        return boundary == (atcode == consts.AT_BOUNDARY)
    return boundary == (atcode != consts.AT_NON_BOUNDARY)


@specialize.argtype(0)
def match_group_again(ctx, pattern, ptr, marks, group, ignore_case):
    """The position behind what the group matched, if that comes again; -1 if not."""
    start = find_mark(marks, 2 * group)
    end = find_mark(marks, 2 * group + 1)
    if start < 0 or end < start or end - start > ctx.end - ptr:
        return -1
    while start < end:
        a = ctx.str(start)
        b = ctx.str(ptr)
        if a != b:
            if not ignore_case:
                return -1
            if rsre_char.getlower(a, pattern.flags) != rsre_char.getlower(b, pattern.flags):
                return -1
        start += 1
        ptr += 1
    return ptr


# ---------------------------------------------------------------- the matcher

@specialize.argtype(0)
def run(ctx, pattern, ppos, ptr, marks, whole):
    """Matches from an instruction on; `match_end` and `match_marks` of the context are set if that succeeds."""
    stack = None
    loop = None
    while True:
        op = pattern.pat(ppos)
        ok = True
        if op == consts.OPCODE_SUCCESS:
            if not whole or ptr == ctx.end:
                ctx.match_end = ptr
                ctx.match_marks = marks
                return True
            ok = False
        elif op == consts.OPCODE_REPEAT_ONE:
            low = pattern.pat(ppos + 2)
            after = ppos + 1 + pattern.pat(ppos + 1)
            end = count_chars(ctx, pattern, ppos + 4, ptr, pattern.pat(ppos + 3))
            low += ptr
            if end < low:
                ok = False
            else:
                if end > low:
                    stack = Choice(FEWER, after, end, marks, loop, stack)
                    stack.limit = low
                ptr = end
                ppos = after
        elif op == consts.OPCODE_MARK:
            marks = Mark(pattern.pat(ppos + 1), ptr, marks)
            ppos += 2
        elif op == consts.OPCODE_BRANCH:
            stack = Choice(BRANCH, ppos + 1, ptr, marks, loop, stack)
            ok = False
        elif op == consts.OPCODE_JUMP:
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_AT:
            ok = match_position(ctx, pattern.pat(ppos + 1), ptr)
            ppos += 2
        elif op == consts.OPCODE_REPEAT:
            loop = Round(ppos, -1, -1, loop)
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_MAX_UNTIL:
            assert loop is not None
            start = loop.ppos
            count = loop.count + 1
            again = Round(start, count, ptr, loop.outer)
            if count < pattern.pat(start + 2):
                loop = again
                ppos = start + 4
            elif count < pattern.pat(start + 3) and ptr != loop.lastptr:
                stack = Choice(RESUME, ppos + 1, ptr, marks, loop.outer, stack)
                loop = again
                ppos = start + 4
            else:
                loop = loop.outer
                ppos += 1
        elif op == consts.OPCODE_MIN_UNTIL:
            assert loop is not None
            start = loop.ppos
            count = loop.count + 1
            again = Round(start, count, ptr, loop.outer)
            if count < pattern.pat(start + 2):
                loop = again
                ppos = start + 4
            else:
                if count < pattern.pat(start + 3) and ptr != loop.lastptr:
                    stack = Choice(RESUME, start + 4, ptr, marks, again, stack)
                loop = loop.outer
                ppos += 1
        elif op == consts.OPCODE_MIN_REPEAT_ONE:
            low = pattern.pat(ppos + 2)
            after = ppos + 1 + pattern.pat(ppos + 1)
            end = count_chars(ctx, pattern, ppos + 4, ptr, low)
            if end - ptr < low:
                ok = False
            else:
                stack = Choice(MORE, after, end, marks, loop, stack)
                stack.limit = pattern.pat(ppos + 3) - low
                stack.item = ppos + 4
                ptr = end
                ppos = after
        elif op == consts.OPCODE_ASSERT:
            back = ptr - pattern.pat(ppos + 2)
            ok = back >= 0 and run(ctx, pattern, ppos + 3, back, marks, False)
            if ok:
                marks = ctx.match_marks
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_ASSERT_NOT:
            back = ptr - pattern.pat(ppos + 2)
            ok = back < 0 or not run(ctx, pattern, ppos + 3, back, marks, False)
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_GROUPREF or op == consts.OPCODE_GROUPREF_IGNORE:
            ignore_case = op == consts.OPCODE_GROUPREF_IGNORE
            ptr = match_group_again(ctx, pattern, ptr, marks, pattern.pat(ppos + 1), ignore_case)
            ok = ptr >= 0
            ppos += 2
        elif op == consts.OPCODE_GROUPREF_EXISTS:
            if find_mark(marks, 2 * pattern.pat(ppos + 1) + 1) >= 0:
                ppos += 3
            else:
                ppos += 2 + pattern.pat(ppos + 2)
        elif op == consts.OPCODE_INFO:
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_FAILURE:
            ok = False
        elif ptr < ctx.end and match_char(ctx, pattern, ppos, ptr):
            ptr += 1
            ppos = behind_char(pattern, ppos)
        else:
            ok = False
        # Back to the last choice.
        while not ok:
            if stack is None:
                return False
            choice = stack
            ppos = choice.ppos
            ptr = choice.ptr
            marks = choice.marks
            loop = choice.loop
            if choice.kind == RESUME:
                stack = choice.below
                ok = True
            elif choice.kind == BRANCH:
                skip = pattern.pat(ppos)
                if skip == 0:
                    stack = choice.below
                else:
                    choice.ppos = ppos + skip
                    if pattern.pat(ppos + skip) == 0:
                        stack = choice.below    # this is the last one
                    ppos += 1
                    ok = True
            elif choice.kind == FEWER:
                ptr -= 1
                if ptr <= choice.limit:
                    stack = choice.below
                choice.ptr = ptr
                ok = True
            elif (choice.limit > 0 and ptr < ctx.end and
                  match_char(ctx, pattern, choice.item, ptr)):
                ptr += 1
                choice.ptr = ptr
                choice.limit -= 1
                ok = True
            else:
                stack = choice.below


@specialize.argtype(0)
def match_context(ctx, pattern):
    """Matches at `match_start`."""
    ctx.reset(ctx.match_start)
    if ctx.end < ctx.match_start:
        return False
    return run(ctx, pattern, 0, ctx.match_start, None, ctx.fullmatch_only)


def _first_literal(pattern):
    """The character that every match begins with; -1 if that is not known."""
    ppos = 0
    while True:
        op = pattern.pat(ppos)
        if op == consts.OPCODE_INFO:
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_MARK:
            ppos += 2
        elif op == consts.OPCODE_LITERAL:
            return pattern.pat(ppos + 1)
        else:
            return -1


@specialize.argtype(0)
def search_context(ctx, pattern):
    """Searches from `match_start` on, which becomes the start of the match."""
    start = ctx.match_start
    first = _first_literal(pattern)
    while start <= ctx.end:
        if first >= 0:
            while start < ctx.end and ctx.str(start) != first:
                start += 1
            if start == ctx.end:
                return False
        ctx.reset(start)
        if run(ctx, pattern, 0, start, None, ctx.fullmatch_only):
            return True
        start += 1
    return False


# ---------------------------------------------------------------- strings

def _adjust(start, end, length):
    if start < 0:
        start = 0
    elif start > length:
        start = length
    if end < 0:
        end = 0
    elif end > length:
        end = length
    return start, end


@specialize.argtype(1)
def _context(pattern, string, start, end):
    start, end = _adjust(start, end, len(string))
    if isinstance(string, unicode):
        return UnicodeMatchContext(string, start, end)
    return StrMatchContext(string, start, end)


@specialize.argtype(1)
def match(pattern, string, start=0, end=sys.maxint, fullmatch=False):
    """The context of a match at `start`, or None."""
    ctx = _context(pattern, string, start, end)
    ctx.fullmatch_only = fullmatch
    if match_context(ctx, pattern):
        return ctx
    return None


@specialize.argtype(1)
def fullmatch(pattern, string, start=0, end=sys.maxint):
    return match(pattern, string, start, end, fullmatch=True)


@specialize.argtype(1)
def search(pattern, string, start=0, end=sys.maxint):
    """The context of the first match from `start` on, or None."""
    ctx = _context(pattern, string, start, end)
    if search_context(ctx, pattern):
        return ctx
    return None
