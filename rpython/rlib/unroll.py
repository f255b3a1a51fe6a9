"""Loops that are unrolled while a function's flow graph is built."""


# A loop that is repeated more often would never be finished, or is endless.
MAX_ITEMS = 100000


class SpecTag(object):
    """Values of this class are never generalized: each one keeps a flow of its own."""

    def _freeze_(self):
        return True


class unrolling_iterable(SpecTag):
    """`for x in unrolling_iterable(items)` repeats the body once for each item."""

    _unrolling_iterable_ = True

    def __init__(self, iterable):
        self._items = []
        for item in iterable:
            if len(self._items) == MAX_ITEMS:
                raise ValueError("unrolling_iterable: more than %d items; is the iterable endless?" % MAX_ITEMS)
            self._items.append(item)
        self._head = _unroller(self._items, 0)

    def __iter__(self):
        return iter(self._items)

    def get_unroller(self):
        return self._head


class _unroller(SpecTag):
    """A place in an unrolled sequence."""

    def __init__(self, items, position):
        self._items = items
        self._position = position
        self._following = None

    def step(self):
        if self._position >= len(self._items):
            raise StopIteration
        if self._following is None:
            self._following = _unroller(self._items, self._position + 1)
        return self._items[self._position], self._following
