"""Helpers for `range` and `xrange`. The result of `range` that is only read is
kept as its bounds."""

from rpython.rtyper.lltypesystem import lltype

SIGNED_ARRAY = lltype.GcArray(lltype.Signed)


def ll_rangelen(start, stop, step):
    if step > 0:
        if stop <= start:
            return 0
        return (stop - start - 1) // step + 1
    if stop >= start:
        return 0
    return (start - stop - 1) // (-step) + 1


def ll_check_step(step):
    if step == 0:
        raise ValueError


def ll_range2array(start, stop, step):
    if step == 0:
        raise ValueError
    length = ll_rangelen(start, stop, step)
    result = lltype.malloc(SIGNED_ARRAY, length)
    i = 0
    value = start
    while i < length:
        result[i] = value
        value += step
        i += 1
    return result


def ll_rangenext_up(iterator, step):
    value = iterator.next
    if value >= iterator.stop:
        raise StopIteration
    iterator.next = value + step
    return value


def ll_rangenext_down(iterator, step):
    value = iterator.next
    if value <= iterator.stop:
        raise StopIteration
    iterator.next = value + step
    return value


def ll_rangenext(iterator, step):
    if step > 0:
        return ll_rangenext_up(iterator, step)
    return ll_rangenext_down(iterator, step)
