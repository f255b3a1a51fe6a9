"""A list that now and then drops the items that are no longer wanted."""


class AbstractShrinkList(object):
    """To be mixed into a class with a method `must_keep(item)`. Items that it is false for vanish in some later
    `append()`; the others keep their order."""
    _mixin_ = True

    def __init__(self):
        self._list = []
        self._next_shrink = 16

    def append(self, x):
        if len(self._list) >= self._next_shrink:
            self._shrink()
        self._list.append(x)

    def items(self):
        """The items, not to be changed."""
        return self._list

    def _shrink(self):
        kept = 0
        for x in self._list:
            if self.must_keep(x):
                self._list[kept] = x
                kept += 1
        del self._list[kept:]
        self._next_shrink = 16 + 2 * kept

    def must_keep(self, x):
        raise NotImplementedError
