"""What the letters of formats stand for, in standard sizes and in those of the machine."""
from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi
import sys

native_is_bigendian = sys.byteorder == 'big'

# Kinds of fields.
PAD, CHAR, STRING, PASCAL, BOOL, SIGNED, UNSIGNED, FLOAT = range(8)


class FmtDesc(object):
    """One letter: what its fields are, their size, and where they may begin."""

    def __init__(self, fmtchar, kind, size, alignment):
        assert alignment & (alignment - 1) == 0
        self.fmtchar = fmtchar
        self.kind = kind
        self.size = size
        self.alignment = alignment
        self.mask = alignment - 1
        # Whether the number before the letter is a length instead of a count of fields.
        self.needcount = kind in (PAD, STRING, PASCAL)

    def _freeze_(self):
        return True


_BYTES = [('x', PAD), ('c', CHAR), ('s', STRING), ('p', PASCAL)]


@not_rpython
def _standard():
    letters = _BYTES + [('?', BOOL)]
    table = [FmtDesc(letter, kind, 1, 1) for letter, kind in letters]
    for letter, size in [('b', 1), ('h', 2), ('i', 4), ('l', 4), ('q', 8)]:
        table.append(FmtDesc(letter, SIGNED, size, 1))
        table.append(FmtDesc(letter.upper(), UNSIGNED, size, 1))
    for letter, size in [('e', 2), ('f', 4), ('d', 8)]:
        table.append(FmtDesc(letter, FLOAT, size, 1))
    return table


@not_rpython
def _alignment(TYPE):
    return rffi.offsetof(lltype.Struct('probe', ('c_before', lltype.Char), ('c_field', TYPE)), 'c_field')


@not_rpython
def _native():
    table = [FmtDesc(letter, kind, 1, 1) for letter, kind in _BYTES]
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
        table.append(FmtDesc(letter, kind, rffi.sizeof(TYPE), _alignment(TYPE)))
    return table


standard_formats = unrolling_iterable(_standard())
native_formats = unrolling_iterable(_native())
