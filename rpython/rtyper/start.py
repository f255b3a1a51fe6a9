"""What the start-up code calls to make the list of arguments."""

from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.rstr import mallocstr
from rpython.rtyper.rlist import ll_append


def _text(chars):
    length = 0
    while chars[length] != '\x00':
        length += 1
    result = mallocstr(length)
    i = 0
    while i < length:
        result.chars[i] = chars[i]
        i += 1
    return result


def ll_start_argv_new(LIST, count):
    l = lltype.malloc(LIST)
    l.length = 0
    l.items = lltype.malloc(LIST.items.TO, count)
    return l


def ll_start_argv_append(l, chars):
    ll_append(l, _text(chars))


def ll_start_argv_new_fixed(LIST, count):
    return lltype.malloc(LIST, count)


def ll_start_argv_append_fixed(l, chars):
    i = 0
    while l[i]:
        i += 1
    l[i] = _text(chars)
