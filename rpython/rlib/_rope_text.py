"""What strings can do, for ropes: searching, comparing, stripping, splitting."""
from rpython.rlib._rope_iterators import ItemIterator, ReverseItemIterator, SeekableItemIterator
from rpython.rlib._rope_nodes import BinaryConcatNode, LiteralNode, find_straddling, getslice_one
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask


# ------------------------------------------------------------ searching

def find_int(node, what, start=0, stop=-1):
    """Where the character with a number is first, or -1."""
    if stop == -1:
        stop = node.length()
    inner, inner_stop, node = find_straddling(node, start, stop)
    found = _find_int_inside(node, what, inner, inner_stop)
    if found < 0:
        return -1
    return found + start - inner


def _find_int_inside(node, what, start, stop):
    """Looks only into those parts that can contain the character."""
    position = 0
    todo = [node]
    while todo:
        node = todo.pop()
        size = node.length()
        if position >= stop:
            return -1
        if position + size <= start or not node.can_contain_int(what):
            position += size
        elif isinstance(node, BinaryConcatNode):
            todo.append(node.right)
            todo.append(node.left)
        else:
            assert isinstance(node, LiteralNode)
            found = node.find_int(what, max(start - position, 0), min(stop - position, size))
            if found >= 0:
                return found + position
            position += size
    return -1


def find(node, subnode, start=0, stop=-1):
    """Where a rope is first found in another, or -1."""
    size = subnode.length()
    if stop == -1 or stop > node.length():
        stop = node.length()
    if start > stop:
        return -1
    if size == 0:
        return start
    if size == 1:
        return find_int(node, subnode.getint(0), start, stop)
    if size > stop - start:
        return -1
    return _find_node(node, subnode, start, stop, construct_restart_positions_node(subnode))


def _find_node(node, subnode, start, stop, restart):
    """The search of Knuth, Morris and Pratt. `restart` comes from `construct_restart_positions_node`."""
    size = subnode.length()
    text = ItemIterator(node, start)
    wanted = SeekableItemIterator(subnode)
    expected = wanted.nextint()
    matched = 0
    for position in range(start, stop):
        c = text.nextint()
        while c != expected and matched > 0:
            shorter = restart[matched - 1]
            wanted.seekback(matched - shorter + 1)
            matched = shorter
            expected = wanted.nextint()
        if c == expected:
            matched += 1
            if matched == size:
                return position + 1 - size
            expected = wanted.nextint()
    return -1


def construct_restart_positions_node(node):
    """For each beginning of a rope: how long the longest shorter beginning is that is also its end."""
    size = node.length()
    restart = [0] * size
    text = ItemIterator(node)
    text.nextint()
    for i in range(1, size):
        c = text.nextint()
        known = restart[i - 1]
        while known > 0 and node.getint(known) != c:
            known = restart[known - 1]
        if node.getint(known) == c:
            known += 1
        restart[i] = known
    return restart


class FindIterator(object):
    """All places where a rope is found in another, without overlaps."""

    def __init__(self, node, sub, start=0, stop=-1):
        self.node = node
        self.sub = sub
        self.search_length = sub.length()
        if stop == -1 or stop > node.length():
            stop = node.length()
        self.restart_positions = None
        if self.search_length > 1:
            if self.search_length > stop - start:
                stop = start        # nothing can be found
            else:
                self.restart_positions = construct_restart_positions_node(sub)
        self.start = start
        self.stop = stop

    def next(self):
        found = self._search()
        if found < 0:
            self.start = self.stop + 1
            raise StopIteration
        self.start = found + max(self.search_length, 1)
        return found

    def _search(self):
        if self.start > self.stop:
            return -1
        if self.search_length == 0:
            return self.start
        if self.start == self.stop:
            return -1
        if self.search_length == 1:
            return find_int(self.node, self.sub.getint(0), self.start, self.stop)
        return _find_node(self.node, self.sub, self.start, self.stop, self.restart_positions)


# ------------------------------------------------------------ comparing

def hash_rope(rope):
    """The hash of the characters, however they are put together."""
    length = rope.length()
    if length == 0:
        return -1
    return intmask(rope.hash_part() << 1) ^ rope.getint(0) ^ length


def eq(node1, node2):
    if node1 is node2:
        return True
    if node1.length() != node2.length() or hash_rope(node1) != hash_rope(node2):
        return False
    return compare(node1, node2) == 0


def compare(node1, node2):
    """Negative, zero or positive, as the first rope comes before the second, is equal or comes after it."""
    length1 = node1.length()
    length2 = node2.length()
    items1 = ItemIterator(node1)
    items2 = ItemIterator(node2)
    for _ in range(min(length1, length2)):
        difference = items1.nextint() - items2.nextint()
        if difference != 0:
            return difference
    if length1 == 0 or length2 == 0:
        return int(length1 > 0) - int(length2 > 0)
    return length1 - length2


def _same_items(node, other, start):
    items = ItemIterator(node, start)
    wanted = ItemIterator(other)
    for _ in range(other.length()):
        if items.nextint() != wanted.nextint():
            return False
    return True


def startswith(self, prefix, start, end):
    if prefix.length() == 0:
        return True
    if self.length() == 0 or start + prefix.length() > end:
        return False
    return _same_items(self, prefix, start)


def endswith(self, suffix, start, end):
    if suffix.length() == 0:
        return True
    begin = end - suffix.length()
    if self.length() == 0 or begin < start:
        return False
    return _same_items(self, suffix, begin)


# ------------------------------------------------------------ taking apart

def _is_space(value):
    return chr(value).isspace()


@specialize.arg(3)
def strip(node, left=True, right=True, predicate=_is_space, *extraargs):
    """Without the characters at the ends for whose numbers the predicate holds."""
    start = 0
    stop = node.length()
    if left:
        items = ItemIterator(node)
        while start < stop and predicate(items.nextint(), *extraargs):
            start += 1
    if right:
        last = ReverseItemIterator(node)
        while start < stop and predicate(last.nextint(), *extraargs):
            stop -= 1
    return getslice_one(node, start, stop)


def split(node, sub, maxsplit=-1):
    """The parts between the places where another rope is found."""
    parts = []
    start = 0
    places = FindIterator(node, sub)
    while maxsplit != 0:
        try:
            place = places.next()
        except StopIteration:
            break
        parts.append(getslice_one(node, start, place))
        start = place + sub.length()
        maxsplit -= 1
    parts.append(getslice_one(node, start, node.length()))
    return parts


@specialize.arg(2)
def split_chars(node, maxsplit=-1, predicate=_is_space):
    """The words between characters for whose numbers the predicate holds."""
    words = []
    length = node.length()
    items = ItemIterator(node)
    start = -1                      # of the word; -1 outside of words
    for i in range(length):
        if predicate(items.nextint()):
            if start >= 0:
                words.append(getslice_one(node, start, i))
                start = -1
        elif start < 0:
            start = i
            if maxsplit == 0:
                break
            maxsplit -= 1
    if start >= 0:
        words.append(getslice_one(node, start, length))
    return words


@specialize.arg(2)
def rsplit_chars(node, maxsplit=-1, predicate=_is_space):
    """The same from the right: where there are more words than wanted, the first one is the longer."""
    words = []
    items = ReverseItemIterator(node)
    stop = -1                       # the end of the word; -1 outside of words
    for i in range(node.length() - 1, -1, -1):
        if predicate(items.nextint()):
            if stop >= 0:
                words.append(getslice_one(node, i + 1, stop))
                stop = -1
        elif stop < 0:
            stop = i + 1
            if maxsplit == 0:
                break
            maxsplit -= 1
    if stop >= 0:
        words.append(getslice_one(node, 0, stop))
    words.reverse()
    return words


def splitlines(node, keepends=False):
    """The lines; "\\r", "\\n" and "\\r\\n" end them."""
    lines = []
    length = node.length()
    items = ItemIterator(node)
    start = 0
    i = 0
    pending = -1                    # a character that was read too early
    while i < length:
        c = items.nextint() if pending < 0 else pending
        pending = -1
        i += 1
        if c != ord('\n') and c != ord('\r'):
            continue
        end = i - 1
        if c == ord('\r') and i < length:
            pending = items.nextint()
            if pending == ord('\n'):
                pending = -1
                i += 1
        if keepends:
            end = i
        lines.append(getslice_one(node, start, end))
        start = i
    if start < length:
        lines.append(getslice_one(node, start, length))
    return lines
