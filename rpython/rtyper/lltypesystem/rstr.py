"""The low-level form of strings."""
from rpython.rtyper.lltypesystem import lltype

# One more item than the length says is allocated: a zero, so that C functions can be given the characters.
STR = lltype.GcStruct('rpy_string', ('hash', lltype.Signed),
                      ('chars', lltype.Array(lltype.Char, hints={'immutable': True,
                                                                 'extra_item_after_alloc': 1})))
UNICODE = lltype.GcStruct('rpy_unicode', ('hash', lltype.Signed),
                          ('chars', lltype.Array(lltype.UniChar, hints={'immutable': True})))
STRPTR = lltype.Ptr(STR)
UNICODEPTR = lltype.Ptr(UNICODE)


def mallocstr(length):
    return lltype.malloc(STR, length)


def mallocunicode(length):
    return lltype.malloc(UNICODE, length)


def copy_string_to_raw(src, ptrdst, srcstart, length):
    """Copies characters of a low-level string to raw memory, an array of characters."""
    assert length >= 0
    for i in range(length):
        ptrdst[i] = src.chars[srcstart + i]


def copy_unicode_to_raw(src, ptrdst, srcstart, length):
    assert length >= 0
    for i in range(length):
        ptrdst[i] = src.chars[srcstart + i]
