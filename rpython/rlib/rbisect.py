"""Positions in sorted lists."""


def bisect_left(a, x, hi):
    """The first position in `a[:hi]` whose item is not less than `x`."""
    low = 0
    while low < hi:
        middle = (low + hi) >> 1
        if a[middle] < x:
            low = middle + 1
        else:
            hi = middle
    return low


def bisect_right(a, x, hi):
    """The first position in `a[:hi]` whose item is greater than `x`."""
    low = 0
    while low < hi:
        middle = (low + hi) >> 1
        if x < a[middle]:
            hi = middle
        else:
            low = middle + 1
    return low


def bisect_left_addr(a, x, hi):
    """Like `bisect_left`, for items that are sorted by their attribute `addr`."""
    low = 0
    while low < hi:
        middle = (low + hi) >> 1
        if a[middle].addr < x:
            low = middle + 1
        else:
            hi = middle
    return low


def bisect_right_addr(a, x, hi):
    """Like `bisect_right`, for items that are sorted by their attribute `addr`."""
    low = 0
    while low < hi:
        middle = (low + hi) >> 1
        if x < a[middle].addr:
            hi = middle
        else:
            low = middle + 1
    return low
