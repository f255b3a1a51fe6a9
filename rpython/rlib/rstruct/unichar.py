"""Characters of Unicode in the bytes of buffers, four each, in the machine's order."""
import sys

UNICODE_SIZE = 4
BIGENDIAN = sys.byteorder == 'big'


def pack_unichar(unich, buf, pos):
    pack_codepoint(ord(unich), buf, pos)


def pack_codepoint(unich, buf, pos):
    for i in range(UNICODE_SIZE):
        place = UNICODE_SIZE - 1 - i if BIGENDIAN else i
        buf.setitem(pos + place, chr(unich >> (i * 8) & 0xff))


def unpack_codepoint(rawstring):
    assert len(rawstring) == UNICODE_SIZE
    code = 0
    for i in range(UNICODE_SIZE):
        place = i if BIGENDIAN else UNICODE_SIZE - 1 - i
        code = code << 8 | ord(rawstring[place])
    return code


def unpack_unichar(rawstring):
    return unichr(unpack_codepoint(rawstring))
