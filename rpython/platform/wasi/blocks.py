"""Blocks of bytes, and text that ends in a zero."""
from rpython.platform.wasi import heap
from rpython.platform.wasi.access import NULL, load_byte, store_byte, store_address
from rpython.platform.wasi.errno import ERANGE, EINVAL, state
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rlib.rarithmetic import LONG_BIT


def memcpy(to, source, size):
    llop.raw_memcopy(lltype.Void, source, to, size)
    return to


def memmove(to, source, size):
    llop.raw_memmove(lltype.Void, source, to, size)
    return to


def memset(to, byte, size):
    llop.raw_memset(lltype.Void, to, byte & 0xff, size)
    return to


def memcmp(a, b, size):
    i = 0
    while i < size:
        difference = load_byte(a, i) - load_byte(b, i)
        if difference:
            return difference
        i += 1
    return 0


def memchr(text, byte, size):
    byte &= 0xff
    i = 0
    while i < size:
        if load_byte(text, i) == byte:
            return text + i
        i += 1
    return NULL


def strlen(text):
    i = 0
    while load_byte(text, i):
        i += 1
    return i


def strnlen(text, limit):
    i = 0
    while i < limit and load_byte(text, i):
        i += 1
    return i


def strcmp(a, b):
    i = 0
    while True:
        byte = load_byte(a, i)
        difference = byte - load_byte(b, i)
        if difference or byte == 0:
            return difference
        i += 1


def strncmp(a, b, size):
    i = 0
    while i < size:
        byte = load_byte(a, i)
        difference = byte - load_byte(b, i)
        if difference or byte == 0:
            return difference
        i += 1
    return 0


def strcpy(to, source):
    memcpy(to, source, strlen(source) + 1)
    return to


def strncpy(to, source, size):
    length = strnlen(source, size)
    memcpy(to, source, length)
    memset(to + length, 0, size - length)
    return to


def strcat(to, source):
    strcpy(to + strlen(to), source)
    return to


def strchr(text, byte):
    byte &= 0xff
    i = 0
    while True:
        found = load_byte(text, i)
        if found == byte:
            return text + i
        if found == 0:
            return NULL
        i += 1


def strrchr(text, byte):
    byte &= 0xff
    i = strlen(text)
    while i >= 0:
        if load_byte(text, i) == byte:
            return text + i
        i -= 1
    return NULL


def strstr(text, wanted):
    size = strlen(wanted)
    i = 0
    while True:
        if strncmp(text + i, wanted, size) == 0:
            return text + i
        if load_byte(text, i) == 0:
            return NULL
        i += 1


def strdup(text):
    size = strlen(text) + 1
    result = heap.malloc(size)
    if result != NULL:
        memcpy(result, text, size)
    return result


def put_text(to, text, at):
    """Writes a str and a zero at an offset; the offset behind it."""
    i = 0
    while i < len(text):
        store_byte(to, at, ord(text[i]))
        at += 1
        i += 1
    store_byte(to, at, 0)
    return at


def isspace(c):
    return int(c == 32 or 9 <= c <= 13)


def isdigit(c):
    return int(48 <= c <= 57)


def isupper(c):
    return int(65 <= c <= 90)


def islower(c):
    return int(97 <= c <= 122)


def isalpha(c):
    return isupper(c) | islower(c)


def isalnum(c):
    return isalpha(c) | isdigit(c)


def isxdigit(c):
    return isdigit(c) | int(65 <= c <= 70) | int(97 <= c <= 102)


def isprint(c):
    return int(32 <= c <= 126)


def ispunct(c):
    return int(33 <= c <= 126 and not isalnum(c))


def iscntrl(c):
    return int(0 <= c < 32 or c == 127)


def tolower(c):
    if isupper(c):
        return c + 32
    return c


def toupper(c):
    if islower(c):
        return c - 32
    return c


def abs(n):
    if n < 0:
        return -n
    return n


def _digit(c):
    if isdigit(c):
        return c - 48
    if isalpha(c):
        return tolower(c) - 97 + 10
    return 99


_MAX = (1 << (LONG_BIT - 1)) - 1
_MIN = -_MAX - 1


def strtol(text, end, base):
    """An int in this base; base 0 asks for the prefixes of C. `end`, unless NULL, gets where it stopped."""
    at = 0
    if base < 0 or base == 1 or base > 36:
        state.now = EINVAL
        return 0
    while isspace(load_byte(text, at)):
        at += 1
    negative = load_byte(text, at) == 45
    if negative or load_byte(text, at) == 43:
        at += 1
    if load_byte(text, at) == 48:
        marked = (load_byte(text, at + 1) | 32) == 120 and _digit(load_byte(text, at + 2)) < 16
        if marked and (base == 0 or base == 16):
            base = 16
            at += 2
        elif base == 0:
            base = 8
    if base == 0:
        base = 10
    start = at
    # Counted downwards, where there is one number more.
    value = 0
    limit = -(_MAX // base) - int(_MAX % base == base - 1)
    overflow = False
    while True:
        digit = _digit(load_byte(text, at))
        if digit >= base:
            break
        if value < limit or value * base < _MIN + digit:
            overflow = True
        else:
            value = value * base - digit
        at += 1
    if end != NULL:
        if at == start:
            store_address(end, 0, text)
        else:
            store_address(end, 0, text + at)
    if not negative and value == _MIN:
        overflow = True
    if overflow:
        state.now = ERANGE
        if negative:
            return _MIN
        return _MAX
    if negative:
        return value
    return -value


def atoi(text):
    return strtol(text, NULL, 10)
