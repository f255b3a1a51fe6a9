"""What the letters of formats stand for, in standard sizes and in those of the machine."""
import sys

from rpython.rlib.objectmodel import not_rpython
from rpython.rtyper.lltypesystem import lltype, rffi

native_is_bigendian = sys.byteorder == 'big'

# Kinds of fields.
PAD, CHAR, STRING, PASCAL, BOOL, SIGNED, UNSIGNED, FLOAT, UNICHAR = range(9)


_BYTES = [('x', PAD), ('c', CHAR), ('s', STRING), ('p', PASCAL)]


@not_rpython
def standard_fields():
    """(letter, kind, size) in standard sizes."""
    fields = [(letter, kind, 1) for letter, kind in _BYTES + [('?', BOOL)]]
    for letter, size in [('b', 1), ('h', 2), ('i', 4), ('l', 4), ('q', 8)]:
        fields.append((letter, SIGNED, size))
        fields.append((letter.upper(), UNSIGNED, size))
    return fields + [('e', FLOAT, 2), ('f', FLOAT, 4), ('d', FLOAT, 8)]


@not_rpython
def _alignment(TYPE):
    return rffi.offsetof(lltype.Struct('probe', ('c_before', lltype.Char), ('c_field', TYPE)), 'c_field')


@not_rpython
def native_fields():
    """(letter, kind, size, alignment) in the sizes of the machine."""
    fields = [(letter, kind, 1, 1) for letter, kind in _BYTES]
    typed = [
        ('?', BOOL, lltype.Bool),
        ('b', SIGNED, rffi.SIGNEDCHAR), ('B', UNSIGNED, rffi.UCHAR),
        ('h', SIGNED, rffi.SHORT), ('H', UNSIGNED, rffi.USHORT),
        ('i', SIGNED, rffi.INT), ('I', UNSIGNED, rffi.UINT),
        ('l', SIGNED, rffi.LONG), ('L', UNSIGNED, rffi.ULONG),
        ('q', SIGNED, rffi.LONGLONG), ('Q', UNSIGNED, rffi.ULONGLONG),
        ('n', SIGNED, rffi.SSIZE_T), ('N', UNSIGNED, rffi.SIZE_T), ('P', UNSIGNED, rffi.VOIDP),
        ('e', FLOAT, rffi.SHORT), ('f', FLOAT, rffi.FLOAT), ('d', FLOAT, rffi.DOUBLE),
    ]
    for letter, kind, TYPE in typed:
        fields.append((letter, kind, rffi.sizeof(TYPE), _alignment(TYPE)))
    return fields
