"""Helpers for byte arrays: arrays of characters, whose items are numbers to the program."""
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.rstr import mallocstr
from rpython.rtyper.rstr import conststr

BYTEARRAY = lltype.GcArray(lltype.Char)


def ll_new(length):
    if length < 0:
        raise ValueError
    return lltype.malloc(BYTEARRAY, length, zero=True)


def ll_from_str(s):
    length = len(s.chars)
    result = lltype.malloc(BYTEARRAY, length)
    i = 0
    while i < length:
        result[i] = s.chars[i]
        i += 1
    return result


def ll_from_ints(items, length):
    result = lltype.malloc(BYTEARRAY, length)
    i = 0
    while i < length:
        n = items[i]
        if n < 0 or n > 255:
            raise ValueError
        result[i] = chr(n)
        i += 1
    return result


def ll_to_str(b):
    length = len(b)
    result = mallocstr(length)
    i = 0
    while i < length:
        result.chars[i] = b[i]
        i += 1
    return result


def ll_str_or_none(b):
    if b:
        return ll_to_str(b)
    return conststr('None')


def ll_slice(b, start, stop):
    result = lltype.malloc(BYTEARRAY, stop - start)
    i = start
    while i < stop:
        result[i - start] = b[i]
        i += 1
    return result


def ll_concat(b1, b2):
    length1 = len(b1)
    length2 = len(b2)
    result = lltype.malloc(BYTEARRAY, length1 + length2)
    i = 0
    while i < length1:
        result[i] = b1[i]
        i += 1
    i = 0
    while i < length2:
        result[length1 + i] = b2[i]
        i += 1
    return result


def ll_cmp(b1, b2):
    """Which comes first: negative, zero or positive. None comes before everything."""
    if not b1 or not b2:
        return int(bool(b1)) - int(bool(b2))
    length = min(len(b1), len(b2))
    i = 0
    while i < length:
        difference = ord(b1[i]) - ord(b2[i])
        if difference != 0:
            return difference
        i += 1
    return len(b1) - len(b2)


def ll_contains(b, n):
    length = len(b)
    i = 0
    while i < length:
        if ord(b[i]) == n:
            return True
        i += 1
    return False


def ll_next(iterator):
    index = iterator.index
    b = iterator.container
    if index >= len(b):
        raise StopIteration
    iterator.index = index + 1
    return ord(b[index])
