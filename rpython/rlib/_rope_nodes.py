"""The trees of `rope`: leaves with text, inner nodes that put two ropes one after the other.

A rope is never changed. What is known of all its characters (their hash, whether all are ASCII) is worked out on first use.
"""
from rpython.rlib.rarithmetic import LONG_BIT, intmask, ovfcheck, r_uint


# Leaves whose texts are shorter than this together become one leaf.
NEW_NODE_WHEN_LENGTH = 32
# A leaf of bytes this short may become a part of a leaf of unicode characters.
CONVERT_WHEN_SMALLER = 8
# Deeper trees are balanced again.
MAX_DEPTH = 32
# From this length on, a repeated rope is made of inner nodes only.
CONCATENATE_WHEN_MULTIPLYING = 128

_MULTIPLIER = 1000003


def _powers_of_the_multiplier():
    powers = [_MULTIPLIER]
    while len(powers) < LONG_BIT:
        powers.append(intmask(powers[-1] * powers[-1]))
    return powers

# The multiplier to the power of 1, 2, 4, 8, ...
mul_by_1000003_pow_table = _powers_of_the_multiplier()


def masked_mul_by_1000003_pow(a, b):
    """`a * 1000003 ** b`, cut to a word."""
    result = a
    exponent = r_uint(b)
    bit = 0
    while exponent:
        if exponent & r_uint(1):
            result = intmask(result * mul_by_1000003_pow_table[bit])
        exponent >>= 1
        bit += 1
    return result


def find_fib_index(length):
    """In which of the intervals between the numbers 1, 2, 3, 5, 8, ... a length lies; -1 for nothing."""
    if length == 0:
        return -1
    lower, upper = 1, 2
    index = 0
    while length >= upper:
        lower, upper = upper, lower + upper
        index += 1
    return index


class GlobalRopeInfo(object):
    """What follows from all characters of a rope."""

    def __init__(self):
        self.charbitmask = 0        # bit c & 31 is set for each character c
        self.hash = 0
        self.is_bytestring = False
        self.is_ascii = False

    def combine(self, other, rightlength):
        """The same for this rope followed by another of that length."""
        result = GlobalRopeInfo()
        result.charbitmask = self.charbitmask | other.charbitmask
        moved = masked_mul_by_1000003_pow(self.hash, rightlength)
        result.hash = intmask(moved + other.hash)
        result.is_bytestring = self.is_bytestring and other.is_bytestring
        result.is_ascii = self.is_ascii and other.is_ascii
        return result


def _bit_of(value):
    return intmask(1 << (value & 31))


class StringNode(object):
    """A rope."""
    _additional_info = None

    def additional_info(self):
        info = self._additional_info
        if info is None:
            info = self.compute_additional_info()
            self._additional_info = info
        return info

    def _cleanup_(self):
        self.additional_info()

    def hash_part(self):
        return self.additional_info().hash

    def charbitmask(self):
        return self.additional_info().charbitmask

    def depth(self):
        return 0

    def check_balanced(self):
        return True

    def rebalance(self):
        return self

    def can_contain_int(self, value):
        """False only if no character of the rope has this number."""
        return True

    def __add__(self, other):
        return concatenate(self, other)

    def compute_additional_info(self):
        raise NotImplementedError

    def length(self):
        raise NotImplementedError

    def is_ascii(self):
        raise NotImplementedError

    def is_bytestring(self):
        raise NotImplementedError

    def getchar(self, index):
        raise NotImplementedError

    def getunichar(self, index):
        raise NotImplementedError

    def getint(self, index):
        raise NotImplementedError

    def getrope(self, index):
        raise NotImplementedError

    def getslice(self, start, stop):
        raise NotImplementedError

    def flatten_string(self):
        raise NotImplementedError

    def flatten_unicode(self):
        raise NotImplementedError

    def _concat(self, other):
        raise NotImplementedError


class LiteralNode(StringNode):
    """A leaf."""

    def find_int(self, what, start, stop):
        raise NotImplementedError


class LiteralStringNode(LiteralNode):
    """A leaf of bytes, which are also the characters up to 255."""

    def __init__(self, s):
        assert isinstance(s, str)
        self.s = s

    def length(self):
        return len(self.s)

    def is_ascii(self):
        return self.additional_info().is_ascii

    def is_bytestring(self):
        return True

    def flatten_string(self):
        return self.s

    def flatten_unicode(self):
        return self.s.decode('latin-1')

    def compute_additional_info(self):
        info = GlobalRopeInfo()
        hash = 0
        mask = 0
        highest = 0
        for c in self.s:
            value = ord(c)
            hash = intmask(_MULTIPLIER * hash + value)
            mask |= _bit_of(value)
            highest |= value
        info.hash = hash
        info.charbitmask = mask
        info.is_ascii = highest < 128
        info.is_bytestring = True
        return info

    def getchar(self, index):
        return self.s[index]

    def getunichar(self, index):
        return unichr(ord(self.s[index]))

    def getint(self, index):
        return ord(self.s[index])

    def getrope(self, index):
        return LiteralStringNode.PREBUILT[ord(self.s[index])]

    def can_contain_int(self, value):
        if value > 255 or (value > 127 and self.is_ascii()):
            return False
        return self.charbitmask() & _bit_of(value) != 0

    def getslice(self, start, stop):
        assert start >= 0
        assert stop >= start
        return LiteralStringNode(self.s[start:stop])

    def find_int(self, what, start, stop):
        if not self.can_contain_int(what):
            return -1
        assert start >= 0
        assert stop >= 0
        return self.s.find(chr(what), start, stop)

    def _concat(self, other):
        size = len(self.s)
        if isinstance(other, LiteralStringNode):
            if size + len(other.s) < NEW_NODE_WHEN_LENGTH:
                return LiteralStringNode(self.s + other.s)
        elif isinstance(other, LiteralUnicodeNode):
            if size < CONVERT_WHEN_SMALLER and size + len(other.u) < NEW_NODE_WHEN_LENGTH:
                return LiteralUnicodeNode(self.flatten_unicode() + other.u)
        return BinaryConcatNode(self, other)

LiteralStringNode.EMPTY = LiteralStringNode('')
LiteralStringNode.PREBUILT = [LiteralStringNode(chr(code)) for code in range(256)]


class LiteralUnicodeNode(LiteralNode):
    """A leaf of unicode characters."""

    def __init__(self, u):
        assert isinstance(u, unicode)
        self.u = u

    def length(self):
        return len(self.u)

    def is_ascii(self):
        return False

    def is_bytestring(self):
        return False

    def flatten_unicode(self):
        return self.u

    def compute_additional_info(self):
        info = GlobalRopeInfo()
        hash = 0
        mask = 0
        for c in self.u:
            value = ord(c)
            hash = intmask(_MULTIPLIER * hash + value)
            mask |= _bit_of(value)
        info.hash = hash
        info.charbitmask = mask
        return info

    def getunichar(self, index):
        return self.u[index]

    def getint(self, index):
        return ord(self.u[index])

    def getrope(self, index):
        value = ord(self.u[index])
        if value < 256:
            return LiteralStringNode.PREBUILT[value]
        if len(self.u) == 1:
            return self
        return LiteralUnicodeNode(unichr(value))

    def can_contain_int(self, value):
        return self.charbitmask() & _bit_of(value) != 0

    def getslice(self, start, stop):
        assert start >= 0
        assert stop >= start
        return LiteralUnicodeNode(self.u[start:stop])

    def find_int(self, what, start, stop):
        if not self.can_contain_int(what):
            return -1
        assert start >= 0
        assert stop >= 0
        return self.u.find(unichr(what), start, stop)

    def _concat(self, other):
        size = len(self.u)
        if isinstance(other, LiteralUnicodeNode):
            if size + len(other.u) < NEW_NODE_WHEN_LENGTH:
                return LiteralUnicodeNode(self.u + other.u)
        elif isinstance(other, LiteralStringNode):
            added = len(other.s)
            if added < CONVERT_WHEN_SMALLER and size + added < NEW_NODE_WHEN_LENGTH:
                return LiteralUnicodeNode(self.u + other.flatten_unicode())
        return BinaryConcatNode(self, other)


def make_binary_get(getter):
    """A method that goes down to the leaf with a character and asks that one."""

    def get(self, index):
        node = self
        while isinstance(node, BinaryConcatNode):
            before = node.left.length()
            if index < before:
                node = node.left
            else:
                node = node.right
                index -= before
        return getattr(node, getter)(index)
    return get


class BinaryConcatNode(StringNode):
    """Two ropes one after the other."""

    def __init__(self, left, right, balanced=False):
        self.left = left
        self.right = right
        self.len = ovfcheck(left.length() + right.length())
        self._depth = 0             # 0: nobody has asked yet
        self.balanced = balanced
        self.balance_known = balanced

    def length(self):
        return self.len

    def depth(self):
        if self._depth == 0:
            self._depth = max(self.left.depth(), self.right.depth()) + 1
        return self._depth

    def check_balanced(self):
        """Whether the tree is flat enough for its length. A depth that nobody has asked for counts as 0."""
        if not self.balance_known:
            self.balanced = (self.left.check_balanced() and self.right.check_balanced() and
                             find_fib_index(self.len // (NEW_NODE_WHEN_LENGTH // 2)) >= self._depth)
            self.balance_known = True
        return self.balanced

    def rebalance(self):
        if self.balanced:
            return self
        return rebalance([self], self.len)

    def is_ascii(self):
        return self.additional_info().is_ascii

    def is_bytestring(self):
        return self.additional_info().is_bytestring

    def compute_additional_info(self):
        left = self.left.additional_info()
        return left.combine(self.right.additional_info(), self.right.length())

    def can_contain_int(self, value):
        if (value > 255 and self.is_bytestring()) or (value > 127 and self.is_ascii()):
            return False
        return self.charbitmask() & _bit_of(value) != 0

    getchar = make_binary_get('getchar')
    getunichar = make_binary_get('getunichar')
    getint = make_binary_get('getint')
    getrope = make_binary_get('getrope')

    def getslice(self, start, stop):
        if start == 0:
            return getslice_left(self, stop)
        if stop == self.len:
            return getslice_right(self, start)
        return concatenate(getslice_right(self.left, start), getslice_left(self.right, stop - self.left.length()))

    def flatten_string(self):
        return ''.join([leaf.flatten_string() for leaf in fringe(self)])

    def flatten_unicode(self):
        return u''.join([leaf.flatten_unicode() for leaf in fringe(self)])

    def _concat(self, other):
        last = self.right
        if isinstance(last, LiteralNode) and isinstance(other, LiteralNode):
            return BinaryConcatNode(self.left, last._concat(other))
        return BinaryConcatNode(self, other)


def fringe(node):
    """A list of the leaves of a rope from left to right."""
    result = []
    todo = [node]
    while todo:
        node = todo.pop()
        while isinstance(node, BinaryConcatNode):
            todo.append(node.right)
            node = node.left
        result.append(node)
    return result


# ------------------------------------------------------------ putting together

def concatenate(node1, node2):
    """One rope after another."""
    if node1.length() == 0:
        return node2
    if node2.length() == 0:
        return node1
    result = node1._concat(node2)
    if result.depth() > MAX_DEPTH:
        return result.rebalance()
    return result


def multiply(node, times):
    """A rope so many times."""
    if times <= 0:
        return LiteralStringNode.EMPTY
    result = None
    power = node
    while True:
        if times & 1:
            result = power if result is None else _repeated(result, power)
        times >>= 1
        if times == 0:
            return result
        power = _repeated(power, power)


def _repeated(first, second):
    if first.length() < CONCATENATE_WHEN_MULTIPLYING:
        return concatenate(first, second)
    return BinaryConcatNode(first, second)


def join(node, l):
    """The ropes of a list with `node` between them."""
    if node.length() == 0 or len(l) == 0:
        return rebalance(l)
    parts = [l[0]]
    for i in range(1, len(l)):
        parts.append(node)
        parts.append(l[i])
    return rebalance(parts)


def rebalance(nodelist, sizehint=-1):
    """The ropes of a list one after the other in a tree as flat as its length allows: parts are kept by size, and the smaller
    ones are joined before a larger one follows them. The list is used up, unless all its ropes are empty."""
    if sizehint < 0:
        sizehint = 0
        for node in nodelist:
            sizehint += node.length()
    if sizehint == 0:
        return LiteralStringNode.EMPTY
    forest = _Forest(find_fib_index(sizehint) + 2)
    nodelist.reverse()
    todo = nodelist
    while todo:
        node = todo.pop()
        while isinstance(node, BinaryConcatNode) and not node.check_balanced():
            todo.append(node.right)
            node = node.left
        if node.length() != 0:
            forest.add(node)
    return forest.all()


class _Forest(object):
    """Ropes by length, for `rebalance`: the longer ones stand to the left in the text."""

    def __init__(self, count):
        self.slots = [None] * count
        self.lowest = count         # the first slot that is not empty

    def add(self, node):
        """Adds a rope to the right of all others."""
        slots = self.slots
        place = find_fib_index(node.length())
        index = min(self.lowest, place)
        while True:
            smaller = slots[index]
            if smaller is not None:
                slots[index] = None
                node = smaller._concat(node)
                place = find_fib_index(node.length())
            elif index < place:
                index += 1
            else:
                break
        slots[index] = node
        self.lowest = index

    def all(self):
        result = self.slots[self.lowest]
        for index in range(self.lowest + 1, len(self.slots)):
            node = self.slots[index]
            if node is not None:
                result = BinaryConcatNode(node, result)
        assert result is not None
        return result


# ------------------------------------------------------------ slices

def find_straddling(node, start, stop):
    """Goes down to the smallest part that holds a slice: the slice's bounds there, and the part."""
    while isinstance(node, BinaryConcatNode):
        before = node.left.length()
        if stop <= before and start < before:
            node = node.left
        elif start >= before:
            node = node.right
            start -= before
            stop -= before
        else:
            break
    return start, stop, node


def getslice_one(node, start, stop):
    """The characters from `start` to `stop`."""
    start, stop, node = find_straddling(node, start, stop)
    return node.getslice(start, stop)


def getslice_right(node, start):
    """All from `start` on."""
    if start == 0:
        return node
    if isinstance(node, BinaryConcatNode):
        before = node.left.length()
        if start >= before:
            return getslice_right(node.right, start - before)
        return concatenate(getslice_right(node.left, start), node.right)
    return node.getslice(start, node.length())


def getslice_left(node, stop):
    """All before `stop`."""
    if stop == node.length():
        return node
    if isinstance(node, BinaryConcatNode):
        before = node.left.length()
        if stop <= before:
            return getslice_left(node.left, stop)
        return concatenate(node.left, getslice_left(node.right, stop - before))
    return node.getslice(0, stop)


# ------------------------------------------------------------ from strings

def rope_from_charlist(charlist):
    """A rope of the characters in a list of bytes."""
    parts = []
    size = len(charlist)
    start = 0
    while start < size:
        stop = min(start + NEW_NODE_WHEN_LENGTH, size)
        parts.append(LiteralStringNode(''.join(charlist[start:stop])))
        start = stop
    return rebalance(parts, size)


def rope_from_unicharlist(charlist):
    """A rope of the characters in a list of unicode characters."""
    return rope_from_unicode(u''.join(charlist))


def rope_from_unicode(uni):
    """A rope of the characters of a unicode string, with those up to 255 in leaves of bytes."""
    parts = []
    size = len(uni)
    start = 0
    while start < size:
        is_byte = ord(uni[start]) < 256
        stop = start + 1
        while stop < size and (ord(uni[stop]) < 256) == is_byte:
            stop += 1
        text = uni[start:stop]
        if is_byte:
            parts.append(LiteralStringNode(''.join([chr(ord(c)) for c in text])))
        else:
            parts.append(LiteralUnicodeNode(text))
        start = stop
    return rebalance(parts, size)


def rope_from_unichar(unichar):
    value = ord(unichar)
    if value < 256:
        return LiteralStringNode.PREBUILT[value]
    return LiteralUnicodeNode(unichar)
