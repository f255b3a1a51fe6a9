"""Bytes as ASCII."""
import base64


class Error(Exception):
    pass


def hexlify(data):
    return str(data).encode('hex')


b2a_hex = hexlify


def unhexlify(text):
    return text.decode('hex')


a2b_hex = unhexlify


def b2a_base64(data):
    return base64.b64encode(data) + '\n'


def a2b_base64(text):
    return base64.b64decode(text)


def _crc_table():
    table = []
    for n in range(256):
        for k in range(8):
            n = n >> 1 ^ (0xedb88320 if n & 1 else 0)
        table.append(n)
    return table


_table = _crc_table()


def crc32(data, crc=0):
    crc = crc & 0xffffffff ^ 0xffffffff
    for c in data:
        crc = crc >> 8 ^ _table[(crc ^ ord(c)) & 0xff]
    crc ^= 0xffffffff
    return crc - (1 << 32) if crc & 0x80000000 else crc
