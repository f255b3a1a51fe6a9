"""Packing and unpacking of fields in standard sizes, for iterators over formats.

What packs takes an iterator with methods `accept_..._arg`, writes into its buffer `wbuf` at `pos` in the order that
`bigendian` says, and calls `advance`. What unpacks takes one with `read(size)` and `appendobj(value)`.
"""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, longlongmask, r_longlong, r_uint, r_ulonglong
from rpython.rlib.rstruct import formats, ieee
from rpython.rlib.rstruct.error import StructError, StructOverflowError
from rpython.rlib.rstruct.formats import native_is_bigendian

native_int_size = LONG_BIT // 8
native_is_ieee754 = True

# The code below works on bytes alone, whatever these say.
USE_FASTPATH = True
ALLOW_SLOWPATH = True
ALLOW_FASTPATH = True


# ---------------------------------------------------------------- packing

def pack_pad(fmtiter, count):
    fmtiter.wbuf.setzeros(fmtiter.pos, count)
    fmtiter.advance(count)


def pack_char(fmtiter):
    string = fmtiter.accept_str_arg()
    if len(string) != 1:
        raise StructError("expected a string of length 1")
    fmtiter.wbuf.setitem(fmtiter.pos, string[0])
    fmtiter.advance(1)


def pack_bool(fmtiter):
    fmtiter.wbuf.setitem(fmtiter.pos, '\x01' if fmtiter.accept_bool_arg() else '\x00')
    fmtiter.advance(1)


def _pack_chars(fmtiter, string, count):
    """As much of a string as fits; zeros behind it."""
    size = min(len(string), count)
    assert size >= 0
    fmtiter.wbuf.setslice(fmtiter.pos, string[:size])
    fmtiter.wbuf.setzeros(fmtiter.pos + size, count - size)
    fmtiter.advance(count)


def pack_string(fmtiter, count):
    _pack_chars(fmtiter, fmtiter.accept_str_arg(), count)


def pack_pascal(fmtiter, count):
    string = fmtiter.accept_str_arg()
    if count == 0:
        raise StructError("bad '0p' in struct format")
    fmtiter.wbuf.setitem(fmtiter.pos, chr(min(min(len(string), count - 1), 255)))
    fmtiter.advance(1)
    _pack_chars(fmtiter, string, count - 1)


def make_float_packer(size, letter):

    def pack_float(fmtiter):
        value = fmtiter.accept_float_arg()
        try:
            ieee.pack_float(fmtiter.wbuf, fmtiter.pos, value, size, fmtiter.bigendian)
        except OverflowError:
            raise StructOverflowError("float too large for format '%s'" % letter)
        fmtiter.advance(size)

    return pack_float


pack_halffloat = make_float_packer(2, 'e')


def min_max_acc_method(size, signed):
    """(the smallest, the largest number in a field, the method that gets it)."""
    if signed:
        low, high = -(1 << (8 * size - 1)), (1 << (8 * size - 1)) - 1
        if size <= native_int_size:
            return int(low), int(high), 'accept_int_arg'
        return r_longlong(low), r_longlong(high), 'accept_longlong_arg'
    high = (1 << (8 * size)) - 1
    if size < native_int_size:
        return 0, int(high), 'accept_int_arg'
    if size == native_int_size:
        return r_uint(0), r_uint(high), 'accept_uint_arg'
    return r_ulonglong(0), r_ulonglong(high), 'accept_ulonglong_arg'


def make_int_packer(size, signed, _made={}):
    if (size, signed) in _made:
        return _made[size, signed]
    low, high, method = min_max_acc_method(size, signed)
    message = "argument out of range for %d-byte%s integer format" % (size, 's' if size > 1 else '')

    def pack_int(fmtiter):
        value = getattr(fmtiter, method)()
        if not low <= value <= high:
            raise StructError(message)
        for i in range(size):
            place = size - 1 - i if fmtiter.bigendian else i
            fmtiter.wbuf.setitem(fmtiter.pos + place, chr(intmask(value) & 0xff))
            value >>= 8
        fmtiter.advance(size)

    _made[size, signed] = pack_int
    return pack_int


# ---------------------------------------------------------------- unpacking

@specialize.argtype(0)
def unpack_pad(fmtiter, count):
    fmtiter.read(count)


@specialize.argtype(0)
def unpack_char(fmtiter):
    fmtiter.appendobj(fmtiter.read(1))


@specialize.argtype(0)
def unpack_bool(fmtiter):
    fmtiter.appendobj(fmtiter.read(1)[0] != '\x00')


@specialize.argtype(0)
def unpack_string(fmtiter, count):
    fmtiter.appendobj(fmtiter.read(count))


@specialize.argtype(0)
def unpack_pascal(fmtiter, count):
    if count == 0:
        raise StructError("bad '0p' in struct format")
    data = fmtiter.read(count)
    end = min(1 + ord(data[0]), count)
    assert end >= 1
    fmtiter.appendobj(data[1:end])


@specialize.argtype(0)
def unpack_halffloat(fmtiter):
    fmtiter.appendobj(ieee.unpack_float(fmtiter.read(2), fmtiter.bigendian))


@specialize.argtype(0)
def unpack_float(fmtiter):
    fmtiter.appendobj(ieee.unpack_float(fmtiter.read(4), fmtiter.bigendian))


@specialize.argtype(0)
def unpack_double(fmtiter):
    fmtiter.appendobj(ieee.unpack_float(fmtiter.read(8), fmtiter.bigendian))


def _bits(s, bigendian):
    bits = r_ulonglong(0)
    size = len(s)
    for i in range(size):
        place = i if bigendian else size - 1 - i
        bits = bits << 8 | r_ulonglong(ord(s[place]))
    return bits


def make_int_unpacker(size, signed, _made={}):
    if (size, signed) in _made:
        return _made[size, signed]
    unused = 64 - 8 * size

    @specialize.argtype(0)
    def unpack_int(fmtiter):
        bits = _bits(fmtiter.read(size), fmtiter.bigendian)
        if signed:
            value = longlongmask(bits << unused) >> unused
            if size <= native_int_size:
                fmtiter.appendobj(intmask(value))
            else:
                fmtiter.appendobj(value)
        elif size < native_int_size:
            fmtiter.appendobj(intmask(bits))
        elif size == native_int_size:
            fmtiter.appendobj(r_uint(bits))
        else:
            fmtiter.appendobj(bits)

    _made[size, signed] = unpack_int
    return unpack_int


# ---------------------------------------------------------------- the table

_BYTES = {formats.PAD: (pack_pad, unpack_pad), formats.CHAR: (pack_char, unpack_char),
          formats.STRING: (pack_string, unpack_string), formats.PASCAL: (pack_pascal, unpack_pascal),
          formats.BOOL: (pack_bool, unpack_bool)}
_FLOATS = {2: (pack_halffloat, unpack_halffloat), 4: (make_float_packer(4, 'f'), unpack_float),
           8: (make_float_packer(8, 'd'), unpack_double)}


def table_entry(kind, size):
    """The entry of a letter, but for its alignment."""
    if kind == formats.FLOAT:
        pack, unpack = _FLOATS[size]
    elif kind == formats.SIGNED or kind == formats.UNSIGNED:
        signed = kind == formats.SIGNED
        pack, unpack = make_int_packer(size, signed), make_int_unpacker(size, signed)
    else:
        pack, unpack = _BYTES[kind]
    entry = {'size': size, 'pack': pack, 'unpack': unpack, 'kind': kind}
    if kind in (formats.PAD, formats.STRING, formats.PASCAL):
        entry['needcount'] = True
    return entry


standard_fmttable = dict([(letter, table_entry(kind, size)) for letter, kind, size in formats.standard_fields()])
