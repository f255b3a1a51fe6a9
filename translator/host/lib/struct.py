"""Numbers as bytes and back."""
from _struct import calcsize, pack, unpack, unpack_from


class error(Exception):
    pass


def pack_into(fmt, buffer, offset, *values):
    data = pack(fmt, *values)
    buffer[offset:offset + len(data)] = data


class Struct(object):
    def __init__(self, format):
        self.format = format
        self.size = calcsize(format)

    def pack(self, *values):
        return pack(self.format, *values)

    def unpack(self, data):
        return unpack(self.format, data)

    def unpack_from(self, data, offset=0):
        return unpack_from(self.format, data, offset)

    def pack_into(self, buffer, offset, *values):
        pack_into(self.format, buffer, offset, *values)
