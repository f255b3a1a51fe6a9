"""A stable, adaptive sort of lists: natural runs, extended by binary insertion, merged pairwise.

`make_timsort_class()` gives a class with the list's item type of its own; `sort()` sorts in place. The order is `lt`,
which may be overridden in a subclass or passed in. Comparisons that raise leave the list a permutation of
what it was.
"""
from rpython.rlib.rarithmetic import ovfcheck


def merge_compute_minrun(n):
    """A length of runs, at most 64, with which the number of runs is a power of two or a little less."""
    shortened = 0
    while n >= 64:
        shortened |= n & 1
        n >>= 1
    return n + shortened


def powerloop(s1, n1, n2, n):
    """The power of the border between a run of `n1` items from `s1` on and the `n2` items behind it, of `n` in all.

    That is the place of the first binary digit in which the middles of both, as parts of the whole, differ: borders
    with small powers are near the top of a balanced tree of merges.
    """
    first = 2 * s1 + n1
    second = first + n1 + n2
    power = 1
    while (first >= n) == (second >= n):
        if first >= n:
            first -= n
            second -= n
        first <<= 1
        second <<= 1
        power += 1
    return power


def make_timsort_class(getitem=None, setitem=None, length=None,
                       getitem_slice=None, lt=None):

    if getitem is None:
        def getitem(list, item):
            return list[item]

    if setitem is None:
        def setitem(list, item, value):
            list[item] = value

    if length is None:
        def length(list):
            return len(list)

    if getitem_slice is None:
        def getitem_slice(list, start, stop):
            return list[start:stop]

    if lt is None:
        def lt(a, b):
            return a < b

    class TimSort(object):
        """`TimSort(list).sort()`; override `lt(a, b)` for another order."""

        MIN_RUN = 32

        def __init__(self, list, listlength=None):
            self.list = list
            if listlength is None:
                listlength = length(list)
            self.listlength = listlength

        def setitem(self, item, val):
            setitem(self.list, item, val)

        def lt(self, a, b):
            return lt(a, b)

        def le(self, a, b):
            return not self.lt(b, a)

        def sort(self):
            n = self.listlength
            if n < 2:
                return
            # Where the runs begin that wait to be merged, and the powers of the borders between them.
            starts = []
            powers = []
            low = 0
            while low < n:
                high = self.extend_run(low, self.natural_run(low, n), n)
                if len(starts) > 0:
                    top = starts[len(starts) - 1]
                    self.collapse(starts, powers, powerloop(top, low - top, high - low, n), low)
                starts.append(low)
                low = high
            self.collapse(starts, powers, -1, n)

        def natural_run(self, low, n):
            """The end of the run that begins at low; a strictly descending one is reversed."""
            high = low + 1
            if high == n:
                return high
            if self.lt(getitem(self.list, high), getitem(self.list, low)):
                high += 1
                while high < n and self.lt(getitem(self.list, high),
                                           getitem(self.list, high - 1)):
                    high += 1
                self.reverse_slice(low, high)
            else:
                high += 1
                while high < n and not self.lt(getitem(self.list, high),
                                               getitem(self.list, high - 1)):
                    high += 1
            return high

        def reverse_slice(self, start, stop):
            stop -= 1
            while start < stop:
                a = getitem(self.list, start)
                b = getitem(self.list, stop)
                setitem(self.list, start, b)
                setitem(self.list, stop, a)
                start += 1
                stop -= 1

        def extend_run(self, low, high, n):
            """Inserts items into a short run until it is MIN_RUN long; the new end."""
            end = min(low + self.MIN_RUN, n)
            while high < end:
                pivot = getitem(self.list, high)
                left = low
                right = high
                while left < right:
                    middle = (left + right) >> 1
                    if self.lt(pivot, getitem(self.list, middle)):
                        right = middle
                    else:
                        left = middle + 1
                at = high
                while at > left:
                    setitem(self.list, at, getitem(self.list, at - 1))
                    at -= 1
                setitem(self.list, left, pivot)
                high += 1
            return high

        def collapse(self, starts, powers, power, end):
            """Merges across borders with larger powers than that of the border at `end`, then notes that."""
            while len(powers) > 0 and powers[len(powers) - 1] > power:
                powers.pop()
                middle = starts.pop()
                self.merge(starts[len(starts) - 1], middle, end)
            if power >= 0:
                powers.append(power)

        def merge(self, low, middle, high):
            """Merges two neighbouring runs; equal items keep their order."""
            if not self.lt(getitem(self.list, middle), getitem(self.list, middle - 1)):
                return
            # Items of the left run that are in place already need not be moved.
            first = getitem(self.list, middle)
            while low < middle and not self.lt(first, getitem(self.list, low)):
                low += 1
            left = getitem_slice(self.list, low, middle)
            size = middle - low
            i = 0
            j = middle
            at = low
            try:
                while i < size and j < high:
                    a = getitem(left, i)
                    b = getitem(self.list, j)
                    if self.lt(b, a):
                        setitem(self.list, at, b)
                        j += 1
                    else:
                        setitem(self.list, at, a)
                        i += 1
                    at += 1
            finally:
                while i < size:
                    setitem(self.list, at, getitem(left, i))
                    i += 1
                    at += 1

    return TimSort


TimSort = make_timsort_class()
