"""The MD5 digest (RFC 1321)."""
import math

from rpython.rlib.rarithmetic import r_uint, r_ulonglong, intmask

_MASK = r_uint(0xffffffff)
_SINES = [r_uint(int(abs(math.sin(i + 1.0)) * 4294967296.0)) for i in range(64)]
_SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]
_HEX = '0123456789abcdef'

digest_size = 16


def _rotate(x, n):
    x &= _MASK
    return ((x << n) | (x >> (32 - n))) & _MASK


class RMD5(object):
    """A digest that grows with update()."""

    def __init__(self, initialdata='', usedforsecurity=True):
        self._init()
        self.update(initialdata)

    def _init(self):
        self.count = 0
        self.rest = ''
        self.a = r_uint(0x67452301)
        self.b = r_uint(0xefcdab89)
        self.c = r_uint(0x98badcfe)
        self.d = r_uint(0x10325476)

    def update(self, data):
        self.count += len(data)
        data = self.rest + data
        at = 0
        while at + 64 <= len(data):
            self._block(data, at)
            at += 64
        self.rest = data[at:]

    def _block(self, data, start):
        words = [r_uint(0)] * 16
        for i in range(16):
            at = start + 4 * i
            words[i] = (r_uint(ord(data[at])) | r_uint(ord(data[at + 1])) << 8 |
                        r_uint(ord(data[at + 2])) << 16 | r_uint(ord(data[at + 3])) << 24)
        a, b, c, d = self.a, self.b, self.c, self.d
        for i in range(64):
            if i < 16:
                mixed = (b & c) | (~b & d)
                k = i
            elif i < 32:
                mixed = (d & b) | (~d & c)
                k = (5 * i + 1) & 15
            elif i < 48:
                mixed = b ^ c ^ d
                k = (3 * i + 5) & 15
            else:
                mixed = c ^ (b | (~d & _MASK))
                k = (7 * i) & 15
            total = a + mixed + _SINES[i] + words[k]
            turned = (b + _rotate(total, _SHIFTS[i >> 4][i & 3])) & _MASK
            a, d, c, b = d, c, b, turned
        self.a = (self.a + a) & _MASK
        self.b = (self.b + b) & _MASK
        self.c = (self.c + c) & _MASK
        self.d = (self.d + d) & _MASK

    def copy(self):
        other = RMD5()
        other._copyfrom(self)
        return other

    def _copyfrom(self, other):
        self.count = other.count
        self.rest = other.rest
        self.a, self.b, self.c, self.d = other.a, other.b, other.c, other.d

    def digest(self):
        """The digest of what was added so far, as 16 characters."""
        end = self.copy()
        bits = r_ulonglong(end.count) << 3
        padding = '\x80' + '\x00' * ((119 - (end.count & 63)) & 63)
        for i in range(8):
            padding += chr(intmask(bits >> (8 * i)) & 255)
        end.update(padding)
        result = ''
        for word in [end.a, end.b, end.c, end.d]:
            for i in range(4):
                result += chr(intmask(word >> (8 * i)) & 255)
        return result

    def hexdigest(self):
        result = ''
        for c in self.digest():
            result += _HEX[ord(c) >> 4] + _HEX[ord(c) & 15]
        return result


def new(initialdata='', usedforsecurity=True):
    return RMD5(initialdata)


md5 = new
