"""Strings in raw memory, for C: what programs import from `rffi`."""
from __llmemory__ import cast

from rpython.rlib.objectmodel import keepalive_until_here, specialize, enforceargs
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder, assert_str0
from rpython.rtyper.lltypesystem import lltype

CCHARP = lltype.Ptr(lltype.Array(lltype.Char, hints={'nolength': True}))
CONST_CCHARP = lltype.Ptr(lltype.Array(lltype.Char, hints={'nolength': True, 'render_as_const': True}))
CWCHARP = lltype.Ptr(lltype.Array(lltype.UniChar, hints={'nolength': True}))
CCHARPP = lltype.Ptr(lltype.Array(CCHARP, hints={'nolength': True}))


def _make_string_functions(strtype, POINTER, Builder, zero):
    """The functions for bytes, or for unicode."""

    def to_raw(s, track_allocation=True):
        """A copy of `s` that ends in a zero; to be freed."""
        size = len(s)
        if track_allocation:
            array = lltype.malloc(POINTER.TO, size + 1, flavor='raw', track_allocation=True)
        else:
            array = lltype.malloc(POINTER.TO, size + 1, flavor='raw', track_allocation=False)
        for i in range(size):
            array[i] = s[i]
        array[size] = zero
        return array
    to_raw._annenforceargs_ = [strtype, bool]

    def free_raw(p, track_allocation=True):
        if track_allocation:
            lltype.free(p, flavor='raw', track_allocation=True)
        else:
            lltype.free(p, flavor='raw', track_allocation=False)
    free_raw._annenforceargs_ = [None, bool]

    def from_raw(p):
        """What stands before the first zero."""
        size = 0
        while p[size] != zero:
            size += 1
        return assert_str0(from_raw_size(p, size))

    def from_raw_n(p, maxlen):
        """The same, `maxlen` at most."""
        size = 0
        while size < maxlen and p[size] != zero:
            size += 1
        return assert_str0(from_raw_size(p, size))
    from_raw_n._annenforceargs_ = [None, int]

    def from_raw_size(p, size):
        """So many items."""
        builder = Builder(size)
        builder.append_charpsize(p, size)
        return builder.build()
    from_raw_size._annenforceargs_ = [None, int]

    def to_array(s, array, maxsize):
        """Copies the beginning of `s`, without a final zero; how much."""
        length = min(len(s), maxsize)
        to_memory(s, array, 0, length)
        return length
    to_array._annenforceargs_ = [strtype, None, int]

    def to_memory(s, array, start, length):
        """Copies `length` items from `start` on."""
        for i in range(length):
            array[i] = s[start + i]
    to_memory._annenforceargs_ = [strtype, None, int, int]

    def get_nonmoving(data):
        """(pointer, token, flag): where C can read the string. Also valid behind the last item: a zero."""
        return to_raw(data), None, '\x06'
    get_nonmoving._annenforceargs_ = [strtype]

    def free_nonmoving(buf, llobj, flag):
        free_raw(buf)
        keepalive_until_here(llobj)

    def alloc(count):
        """(memory that C fills, token, case)."""
        return lltype.malloc(POINTER.TO, count, flavor='raw'), None, 2
    alloc._annenforceargs_ = [int]

    def from_alloc(raw_buf, gc_buf, case_num, allocated_size, needed_size):
        """What C wrote, as a string."""
        assert allocated_size >= needed_size
        return from_raw_size(raw_buf, needed_size)

    def keep_alloc_alive(raw_buf, gc_buf, case_num):
        lltype.free(raw_buf, flavor='raw')

    return (to_raw, free_raw, from_raw, from_raw_n, from_raw_size, to_array, to_memory,
            get_nonmoving, free_nonmoving, alloc, from_alloc, keep_alloc_alive)


(str2charp, free_charp, charp2str, charp2strn, charpsize2str, str2chararray, str2rawmem,
 get_nonmovingbuffer_ll, free_nonmovingbuffer_ll, alloc_buffer, str_from_buffer,
 keep_buffer_alive_until_here) = _make_string_functions(str, CCHARP, StringBuilder, '\x00')

(unicode2wcharp, free_wcharp, wcharp2unicode, wcharp2unicoden, wcharpsize2unicode, unicode2wchararray,
 unicode2rawmem, get_nonmoving_unicodebuffer_ll, free_nonmoving_unicodebuffer_ll, alloc_unicodebuffer,
 unicode_from_buffer, keep_unicodebuffer_alive_until_here) = _make_string_functions(
     unicode, CWCHARP, UnicodeBuilder, u'\x00')

get_nonmovingbuffer_ll_final_null = get_nonmovingbuffer_ll


def _removed(*args):
    raise Exception("get_nonmovingbuffer() and the like are gone: use get_nonmovingbuffer_ll() and its companions")


get_nonmovingbuffer = get_nonmovingbuffer_final_null = free_nonmovingbuffer = _removed


def str2constcharp(s, track_allocation=True):
    return cast(CONST_CCHARP, str2charp(s, track_allocation))


str2constcharp._annenforceargs_ = [str, bool]


def constcharp2str(p):
    return charp2str(cast(CCHARP, p))


def constcharpsize2str(p, size):
    return charpsize2str(cast(CCHARP, p), size)


# ---------------------------------------------------------------- UTF-8


def wcharpsize2utf8(w, size):
    """So many wide characters in UTF-8."""
    from rpython.rlib import rutf8
    builder = StringBuilder(size)
    for i in range(size):
        rutf8.unichr_as_utf8_append(builder, ord(w[i]), True)
    return builder.build()


def wcharp2utf8(w):
    """(what stands before the first zero, in UTF-8; how many characters that are)."""
    size = 0
    while ord(w[size]):
        size += 1
    return wcharpsize2utf8(w, size), size


def wcharp2utf8n(w, maxlen):
    """The same, `maxlen` characters at most."""
    size = 0
    while size < maxlen and ord(w[size]):
        size += 1
    return wcharpsize2utf8(w, size), size


def utf82wcharp(utf8, utf8len, track_allocation=True):
    """A copy of a text in UTF-8 of `utf8len` characters as wide characters, ending in a zero."""
    from rpython.rlib import rutf8
    # One more, for a text whose last character is cut off.
    if track_allocation:
        w = lltype.malloc(CWCHARP.TO, utf8len + 2, flavor='raw', track_allocation=True)
    else:
        w = lltype.malloc(CWCHARP.TO, utf8len + 2, flavor='raw', track_allocation=False)
    at = 0
    for code in rutf8.Utf8StringIterator(utf8):
        w[at] = unichr(code)
        at += 1
    w[at] = u'\x00'
    return w


utf82wcharp._annenforceargs_ = [str, int, bool]


def utf82wcharp_ex(utf8, unilen, track_allocation=True):
    """The same with two items for each character beyond 0xffff."""
    from rpython.rlib import rutf8
    size = 0
    for code in rutf8.Utf8StringIterator(utf8):
        size += 2 if code > 0xffff else 1
    if track_allocation:
        w = lltype.malloc(CWCHARP.TO, size + 3, flavor='raw', track_allocation=True)
    else:
        w = lltype.malloc(CWCHARP.TO, size + 3, flavor='raw', track_allocation=False)
    at = 0
    for code in rutf8.Utf8StringIterator(utf8):
        if code > 0xffff:
            w[at] = unichr(0xd800 | ((code - 0x10000) >> 10))
            at += 1
            w[at] = unichr(0xdc00 | ((code - 0x10000) & 0x3ff))
        else:
            w[at] = unichr(code)
        at += 1
    w[at] = u'\x00'
    return w


utf82wcharp_ex._annenforceargs_ = [str, int, bool]


# ---------------------------------------------------------------- lists of strings


def liststr2charpp(l):
    """An array of C strings that ends in NULL."""
    array = lltype.malloc(CCHARPP.TO, len(l) + 1, flavor='raw')
    for i in range(len(l)):
        array[i] = str2charp(l[i])
    array[len(l)] = lltype.nullptr(CCHARP.TO)
    return array


liststr2charpp._annenforceargs_ = [[str]]


def free_charpp(ref):
    i = 0
    while ref[i]:
        free_charp(ref[i])
        i += 1
    lltype.free(ref, flavor='raw')


def charpp2liststr(p):
    result = []
    i = 0
    while p[i]:
        result.append(charp2str(p[i]))
        i += 1
    return result


# ---------------------------------------------------------------- for the time of a block


class scoped_str2charp(object):
    """`with scoped_str2charp(s) as p:`; None becomes NULL."""

    def __init__(self, value):
        if value is not None:
            self.buf = str2charp(value)
        else:
            self.buf = lltype.nullptr(CCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_charp(self.buf)


class scoped_unicode2wcharp(object):
    def __init__(self, value):
        if value is not None:
            self.buf = unicode2wcharp(value)
        else:
            self.buf = lltype.nullptr(CWCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_wcharp(self.buf)


class scoped_utf82wcharp(object):
    def __init__(self, value, unilen):
        if value is not None:
            self.buf = utf82wcharp(value, unilen)
        else:
            self.buf = lltype.nullptr(CWCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_wcharp(self.buf)


class scoped_nonmovingbuffer(object):
    """`with scoped_nonmovingbuffer(s) as p:` C may read, but not change, the bytes of `s`."""

    def __init__(self, data):
        self.buf = str2charp(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_charp(self.buf)


class scoped_view_charp(scoped_nonmovingbuffer):
    """The same; it is promised to end in a zero."""


class scoped_nonmoving_unicodebuffer(object):
    def __init__(self, data):
        self.buf = unicode2wcharp(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_wcharp(self.buf)


class scoped_alloc_buffer(object):
    """`with scoped_alloc_buffer(n) as b:` C fills `b.raw`; `b.str(k)` is the first k bytes, and the end of the others."""

    def __init__(self, size):
        self.size = size

    def __enter__(self):
        self.raw = lltype.malloc(CCHARP.TO, self.size, flavor='raw')
        return self

    def __exit__(self, *args):
        lltype.free(self.raw, flavor='raw')

    def str(self, length):
        # The buffer ends where it was first cut: programs see the same if it becomes the string itself.
        if length < self.size:
            self.size = length
        return charpsize2str(self.raw, self.size)


class scoped_alloc_unicodebuffer(object):
    def __init__(self, size):
        self.size = size

    def __enter__(self):
        self.raw = lltype.malloc(CWCHARP.TO, self.size, flavor='raw')
        return self

    def __exit__(self, *args):
        lltype.free(self.raw, flavor='raw')

    def str(self, length):
        if length < self.size:
            self.size = length
        return wcharpsize2unicode(self.raw, self.size)


class scoped_alloc_utf8buffer(object):
    """The same, read as UTF-8."""

    def __init__(self, size):
        self.size = size

    def __enter__(self):
        self.raw = lltype.malloc(CWCHARP.TO, self.size, flavor='raw')
        return self

    def __exit__(self, *args):
        lltype.free(self.raw, flavor='raw')

    def str(self, length):
        if length < self.size:
            self.size = length
        return wcharpsize2utf8(self.raw, self.size)


# ---------------------------------------------------------------- the address of a string


class _Copies(object):
    """Copies of strings by the identity of the string; they live as long as the program."""

    def __init__(self):
        self.by_id = {}


_copies = _Copies()


def get_raw_address_of_string(string):
    """A `char *` that stays valid as long as the string lives, and is the same for the same string."""
    from rpython.rlib.objectmodel import compute_unique_id
    key = compute_unique_id(string)
    known = _copies.by_id.get(key, None)
    if known is not None:
        # The identity of a dead string may have gone to another one.
        if known.same_as(string):
            return known.raw
        free_charp(known.raw, track_allocation=False)
    copy = _Copy(string)
    _copies.by_id[key] = copy
    return copy.raw


_get_raw_address_buf_from_string = get_raw_address_of_string


class _Copy(object):
    def __init__(self, string):
        self.raw = str2charp(string, track_allocation=False)
        self.size = len(string)

    def same_as(self, string):
        if len(string) != self.size:
            return False
        for i in range(self.size):
            if self.raw[i] != string[i]:
                return False
        return True
