"""Texts to be matched, and what was found in them.

Positions are numbers that only the context computes with: in UTF-8 they are those of bytes.
"""
from rpython.rlib.objectmodel import not_rpython
from rpython.tool.sourcetools import func_with_new_name


class Error(Exception):
    """A pattern whose code has no meaning."""

    def __init__(self, msg):
        self.msg = msg


class EndOfString(Exception):
    """There are not so many characters."""


MODE_ANY = '\x00'         # any match
MODE_NONEMPTY = '\x01'    # a match of at least one character
MODE_FULL = '\x02'        # a match of the whole text


class Mark(object):
    """The start (even numbers) or end (odd) of a group was met."""
    _immutable_ = True

    def __init__(self, gid, position, prev):
        self.gid = gid
        self.position = position
        self.prev = prev

    def __repr__(self):
        return "Mark(%r, %r, %r)" % (self.gid, self.position, self.prev)


def find_mark(mark, gid):
    """The position of the last mark with a number, or -1."""
    while mark is not None:
        if mark.gid == gid:
            return mark.position
        mark = mark.prev
    return -1


class AbstractMatchContext(object):
    """A text to be matched from `match_start` to `end`, and what was found."""
    _immutable_fields_ = ['end']
    match_start = 0
    match_end = 0
    match_marks = None
    match_marks_flat = None
    match_lastindex = -1
    match_mode = MODE_ANY
    ZERO = 0

    def __init__(self, match_start, end):
        # What programs take out of a context, they may slice with. Positions need not be numbers: the one thing
        # outside of the text that they can be compared with is -1.
        assert match_start > -1
        assert end > -1
        self.match_start = match_start
        self.end = end

    def reset(self, start, must_advance=False):
        """Prepares for another match; with `must_advance` it must not be empty."""
        assert start > -1
        self.match_start = start
        self.match_marks = None
        self.match_marks_flat = None
        self.match_mode = MODE_NONEMPTY if must_advance else MODE_ANY

    @not_rpython
    def str(self, index):
        """The character at a position. Functions that call it are specialized: see `specializectx`."""
        raise NotImplementedError

    @not_rpython
    def next(self, position):
        raise NotImplementedError

    @not_rpython
    def prev(self, position):
        raise NotImplementedError

    @not_rpython
    def next_n(self, position, n, end_position):
        raise NotImplementedError

    @not_rpython
    def prev_n(self, position, n, start_position):
        raise NotImplementedError

    @not_rpython
    def debug_check_pos(self, position):
        raise NotImplementedError

    @not_rpython
    def maximum_distance(self, position_low, position_high):
        """At least the number of characters between two positions."""
        raise NotImplementedError

    @not_rpython
    def get_single_byte(self, base_position, index):
        raise NotImplementedError

    def bytes_difference(self, position1, position2):
        return position1 - position2

    def go_forward_by_bytes(self, base_position, index):
        return base_position + index

    # These two may be called on contexts of any kind.

    def next_indirect(self, position):
        assert position < self.end
        return position + 1

    def prev_indirect(self, position):
        position -= 1
        if position < 0:
            raise EndOfString
        return position

    def get_mark(self, gid):
        return find_mark(self.match_marks, gid)

    def flatten_marks(self):
        """Positions: where the match starts and ends, then the same of each group; -1 of groups that took no part."""
        if self.match_marks_flat is None:
            self._compute_flattened_marks()
        return self.match_marks_flat

    def _compute_flattened_marks(self):
        flat = [self.match_start, self.match_end]
        mark = self.match_marks
        self.match_lastindex = mark.gid if mark is not None else -1
        while mark is not None:
            at = mark.gid + 2
            while len(flat) <= at:
                flat.append(-1)
            if flat[at] == -1:
                flat[at] = mark.position
            mark = mark.prev
        self.match_marks_flat = flat
        self.match_marks = None

    def span(self, groupnum=0):
        flat = self.flatten_marks()
        at = 2 * groupnum
        if at + 1 >= len(flat):
            return -1, -1
        return flat[at], flat[at + 1]

    def group(self, groupnum=0):
        raise NotImplementedError

    def fresh_copy(self, start):
        raise NotImplementedError


class FixedMatchContext(AbstractMatchContext):
    """A context over text whose characters have one position each."""

    next = AbstractMatchContext.next_indirect
    prev = AbstractMatchContext.prev_indirect

    def next_n(self, position, n, end_position):
        if n > end_position - position:
            raise EndOfString
        return position + n

    def prev_n(self, position, n, start_position):
        position -= n
        if position < start_position:
            raise EndOfString
        assert position >= 0
        return position

    def debug_check_pos(self, position):
        """All positions are right."""

    def maximum_distance(self, position_low, position_high):
        return position_high - position_low


class BufMatchContext(FixedMatchContext):
    """A context over anything with `getitem(index)`."""
    _immutable_fields_ = ['_buffer']

    def __init__(self, buf, match_start, end):
        FixedMatchContext.__init__(self, match_start, end)
        self._buffer = buf

    def str(self, index):
        assert index >= 0
        return ord(self._buffer.getitem(index))

    def fresh_copy(self, start):
        return BufMatchContext(self._buffer, start, self.end)

    def get_single_byte(self, base_position, index):
        return self.str(base_position + index)


class StrMatchContext(FixedMatchContext):
    """A context over a byte string."""
    _immutable_fields_ = ['_string']

    def __init__(self, string, match_start, end):
        FixedMatchContext.__init__(self, match_start, end)
        self._string = string

    def str(self, index):
        assert index >= 0
        return ord(self._string[index])

    def fresh_copy(self, start):
        return StrMatchContext(self._string, start, self.end)

    def get_single_byte(self, base_position, index):
        return self.str(base_position + index)

    def _real_pos(self, index):
        return index

    def group(self, groupnum=0):
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._string[start:end]
        return None


class UnicodeMatchContext(FixedMatchContext):
    """A context over a unicode string."""
    _immutable_fields_ = ['_unicodestr']

    def __init__(self, unicodestr, match_start, end):
        FixedMatchContext.__init__(self, match_start, end)
        self._unicodestr = unicodestr
        self._string = unicodestr

    def str(self, index):
        assert index >= 0
        return ord(self._unicodestr[index])

    def fresh_copy(self, start):
        return UnicodeMatchContext(self._unicodestr, start, self.end)

    def get_single_byte(self, base_position, index):
        return self.str(base_position + index)

    def group(self, groupnum=0):
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._unicodestr[start:end]
        return None


class Utf8MatchContext(AbstractMatchContext):
    """A context over a string in UTF-8; positions are those of bytes."""
    _immutable_fields_ = ['_utf8']

    def __init__(self, utf8string, match_start, end):
        AbstractMatchContext.__init__(self, match_start, end)
        self._utf8 = utf8string

    def str(self, index):
        from rpython.rlib import rutf8
        assert index >= 0
        return rutf8.codepoint_at_pos(self._utf8, index)

    def next(self, position):
        from rpython.rlib import rutf8
        assert position >= 0
        return rutf8.next_codepoint_pos(self._utf8, position)

    def prev(self, position):
        from rpython.rlib import rutf8
        if position <= 0:
            raise EndOfString
        return rutf8.prev_codepoint_pos(self._utf8, position)

    next_indirect = next
    prev_indirect = prev

    def next_n(self, position, n, end_position):
        while n > 0:
            if position >= end_position:
                raise EndOfString
            position = self.next(position)
            n -= 1
        return position

    def prev_n(self, position, n, start_position):
        while n > 0:
            if position <= start_position:
                raise EndOfString
            position = self.prev(position)
            n -= 1
        assert position >= 0
        return position

    def debug_check_pos(self, position):
        assert position == len(self._utf8) or ord(self._utf8[position]) & 0xc0 != 0x80

    def maximum_distance(self, position_low, position_high):
        return position_high - position_low

    def get_single_byte(self, base_position, index):
        return ord(self._utf8[base_position + index])

    def fresh_copy(self, start):
        return Utf8MatchContext(self._utf8, start, self.end)

    def group(self, groupnum=0):
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._utf8[start:end]
        return None


_KINDS = [('buf', BufMatchContext), ('str', StrMatchContext), ('uni', UnicodeMatchContext),
          ('utf8', Utf8MatchContext)]
_specialized = {}


@not_rpython
def specializectx(func):
    """Makes a copy of `func(ctx, ...)` for each kind of context, as a method, and gives what calls it."""
    assert func.func_code.co_varnames[0] == 'ctx'
    name = '_of_' + func.func_name
    while name in _specialized:
        name += '_'
    _specialized[name] = True
    copies = []
    for prefix, Context in _KINDS:
        copy = func_with_new_name(func, prefix + name)
        setattr(Context, name, copy)
        copies.append(copy)

    def dispatch(ctx, *args):
        return getattr(ctx, name)(*args)

    dispatch._annspecialcase_ = 'specialize:argtype(0)'
    dispatch._specialized_methods_ = copies
    return func_with_new_name(dispatch, name)
