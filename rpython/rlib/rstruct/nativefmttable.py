"""Packing and unpacking of fields in the sizes of the machine."""
from rpython.rlib import rutf8
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_singlefloat
from rpython.rlib.rstruct import formats, ieee, unichar
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formats import native_is_bigendian
from rpython.rlib.rstruct.standardfmttable import table_entry


def pack_unichar(fmtiter):
    """One character; `accept_unicode_arg` gives UTF-8 and its number of characters."""
    utf8, length = fmtiter.accept_unicode_arg()
    if length != 1:
        raise StructError("expected a unicode string of length 1")
    unichar.pack_codepoint(rutf8.codepoint_at_pos(utf8, 0), fmtiter.wbuf, fmtiter.pos)
    fmtiter.advance(unichar.UNICODE_SIZE)


@specialize.argtype(0)
def unpack_unichar(fmtiter):
    fmtiter.append_utf8(unichar.unpack_codepoint(fmtiter.read(unichar.UNICODE_SIZE)))


def pack_float(fmtiter):
    """As C converts it: what is too large becomes infinite."""
    value = float(r_singlefloat(fmtiter.accept_float_arg()))
    ieee.pack_float(fmtiter.wbuf, fmtiter.pos, value, 4, fmtiter.bigendian)
    fmtiter.advance(4)


native_fmttable = {
    # As the module `array` has it.
    'u': {'size': unichar.UNICODE_SIZE, 'alignment': unichar.UNICODE_SIZE, 'pack': pack_unichar,
          'unpack': unpack_unichar, 'kind': formats.UNICHAR},
}

for _letter, _kind, _size, _alignment in formats.native_fields():
    native_fmttable[_letter] = table_entry(_kind, _size)
    native_fmttable[_letter]['alignment'] = _alignment
native_fmttable['f']['pack'] = pack_float
pack_double = native_fmttable['d']['pack']

sizeof_double = native_fmttable['d']['size']
sizeof_float = native_fmttable['f']['size']
