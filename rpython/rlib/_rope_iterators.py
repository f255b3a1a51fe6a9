"""Iterators over the leaves and characters of a rope. At the end they raise StopIteration."""
from rpython.rlib._rope_nodes import BinaryConcatNode


class FringeIterator(object):
    """The leaves from left to right."""

    def __init__(self, node):
        self.stack = [node]         # what is still to come, the next on top

    def next(self):
        if not self.stack:
            raise StopIteration
        node = self.stack.pop()
        while isinstance(node, BinaryConcatNode):
            self.stack.append(node.right)
            node = node.left
        return node

    def _seekforward(self, length):
        """Goes on to the leaf with the character so many places ahead: the character's index in that leaf, which is next."""
        while self.stack:
            node = self.stack.pop()
            if length >= node.length():
                length -= node.length()
                continue
            while isinstance(node, BinaryConcatNode):
                before = node.left.length()
                if length >= before:
                    length -= before
                    node = node.right
                else:
                    self.stack.append(node.right)
                    node = node.left
            self.stack.append(node)
            return length
        raise StopIteration


class ReverseFringeIterator(object):
    """The leaves from right to left."""

    def __init__(self, node):
        self.stack = [node]

    def next(self):
        if not self.stack:
            raise StopIteration
        node = self.stack.pop()
        while isinstance(node, BinaryConcatNode):
            self.stack.append(node.left)
            node = node.right
        return node


def _make_next(getter):
    """The method that gives the current character in one form and goes on."""

    def next(self):
        node = self.getnode()
        result = getattr(node, getter)(self.index)
        self.advance_index()
        return result
    return next


class ItemIterator(object):
    """The characters from left to right, from `start` on."""

    def __init__(self, node, start=0):
        self.iter = FringeIterator(node)
        self.node = None            # None: the next leaf is still to be taken
        self.nodelength = 0
        self.index = 0
        if start:
            index = self.iter._seekforward(start)
            self._enter(self.iter.next())
            self.index = index

    def _enter(self, node):
        self.node = node
        self.nodelength = node.length()
        self.index = 0

    def getnode(self):
        """The leaf with the current character."""
        while self.node is None:
            node = self.iter.next()
            if node.length() != 0:
                self._enter(node)
        return self.node

    def advance_index(self):
        self.index += 1
        if self.index == self.nodelength:
            self.node = None

    nextchar = _make_next('getchar')
    nextunichar = _make_next('getunichar')
    nextint = _make_next('getint')
    nextrope = _make_next('getrope')


class ReverseItemIterator(object):
    """The characters from right to left."""

    def __init__(self, node):
        self.iter = ReverseFringeIterator(node)
        self.node = None
        self.index = 0

    def getnode(self):
        while self.node is None:
            node = self.iter.next()
            if node.length() != 0:
                self.node = node
                self.index = node.length() - 1
        return self.node

    def advance_index(self):
        if self.index == 0:
            self.node = None
        else:
            self.index -= 1

    nextchar = _make_next('getchar')
    nextunichar = _make_next('getunichar')
    nextint = _make_next('getint')


def make_seekable_method(resultgetter, backward=False):
    """The method of `SeekableItemIterator` that gives the current character in one form and moves on in one direction."""
    step = -1 if backward else 1

    def next(self):
        result = getattr(self.getnode(), resultgetter)(self.index)
        self.index += step
        return result
    return next


class SeekableItemIterator(object):
    """The characters of a rope that is not empty, in both directions."""

    def __init__(self, node):
        self.stack = []             # the inner nodes above the leaf
        self.tookleft = []          # for each of them: whether the leaf is in its left part
        self._go_down(node, 0)

    def _go_down(self, node, index):
        """Goes to the leaf of this node with the character of that number."""
        assert 0 <= index < node.length()
        while isinstance(node, BinaryConcatNode):
            self.stack.append(node)
            before = node.left.length()
            self.tookleft.append(index < before)
            if index < before:
                node = node.left
            else:
                node = node.right
                index -= before
        self.node = node
        self.nodelength = node.length()
        self.index = index

    def getnode(self):
        """The leaf with the current character; goes to a neighbour at the ends of a leaf."""
        if self.index == self.nodelength:
            self.seekforward(0)
        elif self.index == -1:
            self.seekback(0)
        return self.node

    nextchar = make_seekable_method('getchar')
    nextunichar = make_seekable_method('getunichar')
    nextint = make_seekable_method('getint')
    lastchar = make_seekable_method('getchar', True)
    lastunichar = make_seekable_method('getunichar', True)
    lastint = make_seekable_method('getint', True)

    def seekforward(self, numchars):
        """Leaves out so many characters."""
        rest = self.nodelength - self.index
        if numchars < rest:
            self.index += numchars
            return
        numchars -= rest
        while self.stack:
            if self.tookleft.pop():
                right = self._top().right
                if numchars < right.length():
                    self.tookleft.append(False)
                    self._go_down(right, numchars)
                    return
                numchars -= right.length()
            self.stack.pop()
        raise StopIteration

    def seekback(self, numchars):
        """Goes back over so many characters."""
        if numchars <= self.index:
            self.index -= numchars
            return
        numchars -= self.index
        while self.stack:
            if not self.tookleft.pop():
                left = self._top().left
                if numchars <= left.length():
                    self.tookleft.append(True)
                    self._go_down(left, left.length() - numchars)
                    return
                numchars -= left.length()
            self.stack.pop()
        raise StopIteration

    def _top(self):
        node = self.stack[-1]
        assert isinstance(node, BinaryConcatNode)
        return node
