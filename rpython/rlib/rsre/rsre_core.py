"""Matching compiled patterns.

The matcher recurses for assertions and what is tried without going back into it only: where a choice is left, it
notes on a stack how to try the other way. Marks of groups and rounds of loops are chains of objects that never
change, so that a choice needs to remember only the ends of both chains.
"""
import sys

from rpython.rlib.rsre import rsre_char, rsre_constants as consts
# Programs of before there was a module for them take the numbers from here.
from rpython.rlib.rsre.rsre_constants import *
from rpython.rlib.rsre.rsre_context import (
    MODE_ANY, MODE_FULL, MODE_NONEMPTY, AbstractMatchContext, BufMatchContext, EndOfString, Error,
    FixedMatchContext, Mark, StrMatchContext, UnicodeMatchContext, find_mark, specializectx)


# A loop with at least this maximum goes on for ever; `rsre_char.MAXREPEAT` is one, on every machine.
UNLIMITED = 0x7fffffff


class CompiledPattern(object):
    """The code of a pattern."""
    _immutable_fields_ = ['pattern[*]', 'flags']

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.flags = flags

    def lowa(self, char_ord):
        """A character in lower case, as the flags say."""
        return rsre_char.getlower(char_ord, self.flags)

    def pat(self, index):
        assert index >= 0
        result = self.pattern[index]
        assert result >= 0
        return result


# ---------------------------------------------------------------- state

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
    - FEWER: at `ppos`, with one character less, if that is not before `least`;
    - MORE: at `ppos`, with one character more that is like the one at `item`; `count` more of them are allowed.
    """

    def __init__(self, kind, ppos, ptr, marks, loop, below):
        self.kind = kind
        self.ppos = ppos
        self.ptr = ptr
        self.marks = marks
        self.loop = loop
        self.below = below
        self.least = ptr
        self.count = 0
        self.item = 0


# ---------------------------------------------------------------- single characters

@specializectx
def match_char(ctx, pattern, ppos, c):
    """1 if the instruction takes a character, 0 if not, -1 if it takes no single characters."""
    op = pattern.pat(ppos)
    if op == consts.OPCODE_LITERAL:
        return c == pattern.pat(ppos + 1)
    if op == consts.OPCODE_NOT_LITERAL:
        return c != pattern.pat(ppos + 1)
    if op == consts.OPCODE_IN:
        return int(rsre_char.check_charset(ctx, pattern, ppos + 2, c))
    if op == consts.OPCODE_ANY:
        return int(not rsre_char.is_linebreak(c))
    if op == consts.OPCODE_ANY_ALL:
        return 1
    if op == consts.OPCODE_LITERAL_IGNORE:
        return pattern.lowa(c) == pattern.pat(ppos + 1)
    if op == consts.OPCODE_NOT_LITERAL_IGNORE:
        return pattern.lowa(c) != pattern.pat(ppos + 1)
    if op == consts.OPCODE_IN_IGNORE:
        return int(rsre_char.check_charset(ctx, pattern, ppos + 2, pattern.lowa(c)))
    if op == consts.OPCODE_CATEGORY:
        return int(rsre_char.category_dispatch(pattern.pat(ppos + 1), c))
    return -1


def behind_char(pattern, ppos):
    """Where the instruction after one that takes a character begins."""
    op = pattern.pat(ppos)
    if op == consts.OPCODE_ANY or op == consts.OPCODE_ANY_ALL:
        return ppos + 1
    if op == consts.OPCODE_IN or op == consts.OPCODE_IN_IGNORE:
        return ppos + 1 + pattern.pat(ppos + 1)
    return ppos + 2


@specializectx
def takes_char(ctx, pattern, ppos, ptr, marks):
    """Whether the item of a loop, one character long, matches at a position before the end."""
    found = match_char(ctx, pattern, ppos, ctx.str(ptr))
    if found >= 0:
        return found != 0
    return sre_match(ctx, pattern, ppos, ptr, marks, MODE_ANY)


@specializectx
def find_repetition_end(ctx, pattern, ppos, ptr, maxcount, marks):
    """The position behind as many characters as the instruction takes."""
    end = ctx.end
    if maxcount < UNLIMITED:
        try:
            end = ctx.next_n(ptr, maxcount, end)
        except EndOfString:
            pass
    op = pattern.pat(ppos)
    if op == consts.OPCODE_ANY_ALL:
        return end
    if op == consts.OPCODE_IN:
        while ptr < end and rsre_char.check_charset(ctx, pattern, ppos + 2, ctx.str(ptr)):
            ptr = ctx.next(ptr)
        return ptr
    while ptr < end and takes_char(ctx, pattern, ppos, ptr, marks):
        ptr = ctx.next(ptr)
    return ptr


# ---------------------------------------------------------------- positions

@specializectx
def _is_word_at(ctx, ptr, atcode):
    if ptr >= ctx.end:
        return False
    if atcode >= consts.AT_UNI_BOUNDARY:
        return rsre_char.is_uni_word(ctx.str(ptr))
    if atcode >= consts.AT_LOC_BOUNDARY:
        return rsre_char.is_loc_word(ctx.str(ptr))
    return rsre_char.is_word(ctx.str(ptr))


@specializectx
def _at_boundary(ctx, atcode, ptr):
    """An empty text has neither boundaries nor anything else."""
    if ctx.end == ctx.ZERO:
        return False
    try:
        before = _is_word_at(ctx, ctx.prev(ptr), atcode)
    except EndOfString:
        before = False
    boundary = before != _is_word_at(ctx, ptr, atcode)
    if (atcode == consts.AT_NON_BOUNDARY or atcode == consts.AT_LOC_NON_BOUNDARY or
            atcode == consts.AT_UNI_NON_BOUNDARY):
        return not boundary
    return boundary


@specializectx
def sre_at(ctx, atcode, ptr):
    """Whether a position is of a kind."""
    if atcode == consts.AT_BEGINNING or atcode == consts.AT_BEGINNING_STRING:
        return ptr == ctx.ZERO
    if atcode == consts.AT_BEGINNING_LINE:
        try:
            before = ctx.prev(ptr)
        except EndOfString:
            return True
        return rsre_char.is_linebreak(ctx.str(before))
    if atcode == consts.AT_END_STRING:
        return ptr == ctx.end
    if atcode == consts.AT_END or atcode == consts.AT_END_LINE:
        if ptr == ctx.end:
            return True
        if not rsre_char.is_linebreak(ctx.str(ptr)):
            return False
        return atcode == consts.AT_END_LINE or ctx.next(ptr) == ctx.end
    return _at_boundary(ctx, atcode, ptr)


# ---------------------------------------------------------------- groups

@specializectx
def _same_again(ctx, ptr, start, size):
    """Whether bytes are repeated at a position."""
    if ctx.bytes_difference(ctx.end, ptr) < size:
        return False
    for i in range(size):
        if ctx.get_single_byte(ptr, i) != ctx.get_single_byte(start, i):
            return False
    return True


@specializectx
def match_group_again(ctx, pattern, ptr, marks, group, ignore_case):
    """The position behind what the group matched, if that comes again; -1 if not."""
    start = find_mark(marks, 2 * group)
    end = find_mark(marks, 2 * group + 1)
    if start < ctx.ZERO or end < start:
        return -1
    if not ignore_case:
        size = ctx.bytes_difference(end, start)
        if not _same_again(ctx, ptr, start, size):
            return -1
        return ctx.go_forward_by_bytes(ptr, size)
    while start < end:
        if ptr >= ctx.end or pattern.lowa(ctx.str(start)) != pattern.lowa(ctx.str(ptr)):
            return -1
        start = ctx.next(start)
        ptr = ctx.next(ptr)
    return ptr


# ---------------------------------------------------------------- the matcher

@specializectx
def _match_behind(ctx, pattern, ppos, ptr, marks):
    """An assertion whose number of characters to go back is at `ppos`."""
    try:
        back = ctx.prev_n(ptr, pattern.pat(ppos), ctx.ZERO)
    except EndOfString:
        return False
    return sre_match(ctx, pattern, ppos + 1, back, marks, MODE_ANY)


@specializectx
def _match_possessive(ctx, pattern, ppos, ptr, marks):
    """Rounds of the loop at `ppos`, as many as there are; the first way through each is taken."""
    least, most = pattern.pat(ppos + 2), pattern.pat(ppos + 3)
    count = 0
    while count < most or most >= UNLIMITED:
        if not sre_match(ctx, pattern, ppos + 4, ptr, marks, MODE_ANY):
            break
        count += 1
        empty = ctx.match_end == ptr
        ptr = ctx.match_end
        marks = ctx.match_marks
        if empty and count >= least:
            break
    ctx.match_end = ptr
    ctx.match_marks = marks
    return count >= least


@specializectx
def sre_match(ctx, pattern, ppos, ptr, marks, mode):
    """Matches from an instruction on; `match_end` and `match_marks` of the context are set if that succeeds."""
    stack = None
    loop = None
    while True:
        op = pattern.pat(ppos)
        ok = True
        if op == consts.OPCODE_SUCCESS:
            if mode == MODE_ANY or (ptr == ctx.end if mode == MODE_FULL else ptr != ctx.match_start):
                ctx.match_end = ptr
                ctx.match_marks = marks
                return True
            ok = False
        elif op == consts.OPCODE_REPEAT_ONE or op == consts.OPCODE_POSSESSIVE_REPEAT_ONE:
            after = ppos + 1 + pattern.pat(ppos + 1)
            try:
                least = ctx.next_n(ptr, pattern.pat(ppos + 2), ctx.end)
            except EndOfString:
                ok = False
            else:
                ptr = find_repetition_end(ctx, pattern, ppos + 4, ptr, pattern.pat(ppos + 3), marks)
                ok = ptr >= least
                if ptr > least and op == consts.OPCODE_REPEAT_ONE:
                    stack = Choice(FEWER, after, ptr, marks, loop, stack)
                    stack.least = least
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
            ok = sre_at(ctx, pattern.pat(ppos + 1), ptr)
            ppos += 2
        elif op == consts.OPCODE_REPEAT:
            loop = Round(ppos, -1, -1, loop)
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_MAX_UNTIL:
            if loop is None:
                # The item of a loop by itself.
                ctx.match_end = ptr
                ctx.match_marks = marks
                return True
            start = loop.ppos
            most = pattern.pat(start + 3)
            again = Round(start, loop.count + 1, ptr, loop.outer)
            if again.count < pattern.pat(start + 2):
                loop = again
                ppos = start + 4
            elif (again.count < most or most >= UNLIMITED) and ptr != loop.lastptr:
                stack = Choice(RESUME, ppos + 1, ptr, marks, loop.outer, stack)
                loop = again
                ppos = start + 4
            else:
                loop = loop.outer
                ppos += 1
        elif op == consts.OPCODE_MIN_UNTIL:
            if loop is None:
                ctx.match_end = ptr
                ctx.match_marks = marks
                return True
            start = loop.ppos
            least = pattern.pat(start + 2)
            most = pattern.pat(start + 3)
            again = Round(start, loop.count + 1, ptr, loop.outer)
            if again.count < least:
                loop = again
                ppos = start + 4
            elif again.count > least and ptr == loop.lastptr:
                # One more round that takes nothing is none.
                ok = False
            else:
                if again.count < most or most >= UNLIMITED:
                    stack = Choice(RESUME, start + 4, ptr, marks, again, stack)
                loop = loop.outer
                ppos += 1
        elif op == consts.OPCODE_MIN_REPEAT_ONE:
            least = pattern.pat(ppos + 2)
            most = pattern.pat(ppos + 3)
            after = ppos + 1 + pattern.pat(ppos + 1)
            try:
                wanted = ctx.next_n(ptr, least, ctx.end)
            except EndOfString:
                ok = False
            else:
                if least > 0:
                    ptr = find_repetition_end(ctx, pattern, ppos + 4, ptr, least, marks)
                if ptr < wanted:
                    ok = False
                else:
                    stack = Choice(MORE, after, ptr, marks, loop, stack)
                    stack.count = sys.maxint if most >= UNLIMITED else most - least
                    stack.item = ppos + 4
                    ppos = after
        elif op == consts.OPCODE_ASSERT:
            ok = _match_behind(ctx, pattern, ppos + 2, ptr, marks)
            if ok:
                marks = ctx.match_marks
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_ASSERT_NOT:
            ok = not _match_behind(ctx, pattern, ppos + 2, ptr, marks)
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_GROUPREF or op == consts.OPCODE_GROUPREF_IGNORE:
            ignore_case = op == consts.OPCODE_GROUPREF_IGNORE
            again_end = match_group_again(ctx, pattern, ptr, marks, pattern.pat(ppos + 1), ignore_case)
            if again_end > -1:
                ptr = again_end
            else:
                ok = False
            ppos += 2
        elif op == consts.OPCODE_GROUPREF_EXISTS:
            group = 2 * pattern.pat(ppos + 1)
            group_end = find_mark(marks, group + 1)
            # Within another round of the group its end is still that of the last round.
            if group_end >= ctx.ZERO and group_end >= find_mark(marks, group):
                ppos += 3
            else:
                ppos += 1 + pattern.pat(ppos + 2)
        elif op == consts.OPCODE_INFO:
            ok = ctx.maximum_distance(ptr, ctx.end) >= pattern.pat(ppos + 3)
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_FAILURE:
            ok = False
        elif op == consts.OPCODE_ATOMIC_GROUP:
            ok = sre_match(ctx, pattern, ppos + 2, ptr, marks, MODE_ANY)
            if ok:
                ptr = ctx.match_end
                marks = ctx.match_marks
            ppos += 1 + pattern.pat(ppos + 1)
        elif op == consts.OPCODE_POSSESSIVE_REPEAT:
            ok = _match_possessive(ctx, pattern, ppos, ptr, marks)
            if ok:
                ptr = ctx.match_end
                marks = ctx.match_marks
            ppos += 2 + pattern.pat(ppos + 1)
        else:
            found = match_char(ctx, pattern, ppos, ctx.str(ptr)) if ptr < ctx.end else 0
            if found < 0:
                raise Error("bad pattern code %d" % op)
            if found:
                ptr = ctx.next(ptr)
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
                # Each alternative begins with the distance to the next one; there is none at the end.
                size = pattern.pat(ppos)
                if size == 0:
                    stack = choice.below
                else:
                    choice.ppos = ppos + size
                    ppos += 1
                    ok = True
            elif choice.kind == FEWER:
                ptr = ctx.prev(ptr)
                choice.ptr = ptr
                if not choice.least < ptr:
                    stack = choice.below
                ok = True
            else:
                if choice.count > 0 and ptr < ctx.end and takes_char(ctx, pattern, choice.item, ptr, marks):
                    ptr = ctx.next(ptr)
                    choice.ptr = ptr
                    choice.count -= 1
                    ok = True
                else:
                    stack = choice.below


# ---------------------------------------------------------------- searching

def match_context(ctx, pattern):
    """Matches at `match_start`."""
    ctx.original_pos = ctx.match_start
    if ctx.end < ctx.match_start:
        return False
    return sre_match(ctx, pattern, 0, ctx.match_start, None, ctx.match_mode)


def _first_literal(pattern, ppos):
    """The character that every match begins with, or -1."""
    while pattern.pat(ppos) == consts.OPCODE_MARK:
        ppos += 2
    if pattern.pat(ppos) == consts.OPCODE_LITERAL:
        return pattern.pat(ppos + 1)
    return -1


def search_context(ctx, pattern):
    """Searches from `match_start` on, which becomes the start of the match."""
    ctx.original_pos = ctx.match_start
    if ctx.end < ctx.match_start:
        return False
    ppos = 0
    charset = False
    if pattern.pat(0) == consts.OPCODE_INFO:
        charset = pattern.pat(2) & (consts.SRE_INFO_CHARSET | consts.SRE_INFO_PREFIX) == consts.SRE_INFO_CHARSET
        ppos = 1 + pattern.pat(1)
    return _search(ctx, pattern, ppos, _first_literal(pattern, ppos), charset)


@specializectx
def _search(ctx, pattern, ppos, first, charset):
    start = ctx.match_start
    while True:
        if first >= 0:
            while start < ctx.end and ctx.str(start) != first:
                start = ctx.next(start)
            if start >= ctx.end:
                return False
        elif charset:
            while start < ctx.end and not rsre_char.check_charset(ctx, pattern, 5, ctx.str(start)):
                start = ctx.next(start)
            if start >= ctx.end:
                return False
        if sre_match(ctx, pattern, ppos, start, None, ctx.match_mode):
            ctx.match_start = start
            return True
        if start >= ctx.end:
            return False
        start = ctx.next(start)


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


def _context(pattern, string, start, end):
    assert isinstance(pattern, CompiledPattern)
    start, end = _adjust(start, end, len(string))
    if isinstance(string, unicode):
        return UnicodeMatchContext(string, start, end)
    else:
        return StrMatchContext(string, start, end)
_context._annspecialcase_ = 'specialize:argtype(1)'


def match(pattern, string, start=0, end=sys.maxint, fullmatch=False):
    """The context of a match at `start`, or None."""
    ctx = _context(pattern, string, start, end)
    if fullmatch:
        ctx.match_mode = MODE_FULL
    if match_context(ctx, pattern):
        return ctx
    return None
match._annspecialcase_ = 'specialize:argtype(1)'


def fullmatch(pattern, string, start=0, end=sys.maxint):
    return match(pattern, string, start, end, fullmatch=True)
fullmatch._annspecialcase_ = 'specialize:argtype(1)'


def search(pattern, string, start=0, end=sys.maxint):
    """The context of the first match from `start` on, or None."""
    ctx = _context(pattern, string, start, end)
    if search_context(ctx, pattern):
        return ctx
    return None
search._annspecialcase_ = 'specialize:argtype(1)'
