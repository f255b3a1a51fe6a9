"""`runpack`: `struct.unpack` for formats that are known at translation time.

A format becomes a function that reads each field from its place, which is a constant.
"""
from rpython.rlib.objectmodel import not_rpython, specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, longlongmask, r_uint, r_ulonglong
from rpython.rlib.rstruct import formats
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import FormatIterator
from rpython.rlib.rstruct.ieee import float_unpack
from rpython.rlib.rstruct.unichar import unpack_codepoint
from rpython.rlib.unroll import unrolling_iterable

WORD = LONG_BIT // 8


class _Layout(FormatIterator):
    """The fields of a format with their positions."""

    def __init__(self, fmt):
        self.fields = []
        self.size = 0
        self.interpret(fmt)

    def align(self, mask):
        self.size = (self.size + mask) & ~mask

    def operate(self, fmtdesc, repetitions):
        if fmtdesc.needcount:
            if fmtdesc.kind != formats.PAD:
                self.fields.append((fmtdesc, self.size, repetitions))
            self.size += repetitions
            return
        for _ in range(repetitions):
            self.fields.append((fmtdesc, self.size, fmtdesc.size))
            self.size += fmtdesc.size


@not_rpython
def _bits_reader(pos, size, bigendian):
    places = range(pos, pos + size)
    if not bigendian:
        places.reverse()
    places = unrolling_iterable(places)

    # A byte more than a word holds is not needed by types that fit into one.
    if size <= WORD:
        def read(s):
            bits = r_uint(0)
            for place in places:
                bits = bits << 8 | r_uint(ord(s[place]))
            return bits
    else:
        def read(s):
            bits = r_ulonglong(0)
            for place in places:
                bits = bits << 8 | r_ulonglong(ord(s[place]))
            return bits
    return read


@not_rpython
def _signed_reader(size, bits):
    if size > WORD:
        return lambda s: longlongmask(bits(s))
    if size == WORD:
        return lambda s: intmask(bits(s))
    # Moving the lowest value to zero and back again extends the sign.
    offset = 1 << (size * 8 - 1)
    return lambda s: (intmask(bits(s)) ^ offset) - offset


@not_rpython
def _string_reader(pos, count):
    end = pos + count
    return lambda s: s[pos:end]


@not_rpython
def _pascal_reader(pos, count):
    first = pos + 1

    def read(s):
        if count == 0:
            return ""
        length = ord(s[pos])
        if length >= count:
            length = count - 1
        end = first + length
        assert end >= 0
        return s[first:end]
    return read


@not_rpython
def _reader(desc, pos, size, bigendian):
    if desc.kind == formats.CHAR:
        return lambda s: s[pos]
    if desc.kind == formats.BOOL:
        return lambda s: s[pos] != '\0'
    if desc.kind == formats.UNICHAR:
        return lambda s: unpack_codepoint(s[pos:pos + size])
    if desc.kind == formats.STRING:
        return _string_reader(pos, size)
    if desc.kind == formats.PASCAL:
        return _pascal_reader(pos, size)
    bits = _bits_reader(pos, size, bigendian)
    if desc.kind == formats.FLOAT:
        return lambda s: float_unpack(r_ulonglong(bits(s)), size)
    if desc.kind == formats.SIGNED:
        return _signed_reader(size, bits)
    if size < WORD:
        return lambda s: intmask(bits(s))
    return bits


class _Unpacker(object):
    """The function of one format."""

    def __init__(self, unpack):
        self.unpack = unpack

    def _freeze_(self):
        return True


@specialize.memo()
def create_unpacker(fmt):
    """What unpacks this format: an object with a function `unpack`."""
    layout = _Layout(fmt)
    names = {'size': layout.size, 'StructError': StructError}
    values = []
    for i, (desc, pos, size) in enumerate(layout.fields):
        names['read%d' % i] = _reader(desc, pos, size, layout.bigendian)
        values.append('read%d(s)' % i)
    # One value stands alone; several are a tuple.
    lines = ['def unpack(s):',
             '    if len(s) < size:',
             '        raise StructError("unpack str size too short for format")',
             '    return (%s)' % ', '.join(values)]
    exec '\n'.join(lines) in names
    return _Unpacker(names['unpack'])


@specialize.arg(0)
def runpack(fmt, input):
    """The values in a string: a tuple, or the value if there is only one."""
    return create_unpacker(fmt).unpack(input)
