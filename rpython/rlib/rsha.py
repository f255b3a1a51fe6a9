"""The SHA-1 digest (FIPS 180)."""
from rpython.rlib.rarithmetic import r_uint, r_ulonglong, intmask

_MASK = r_uint(0xffffffff)
_KEYS = [r_uint(0x5a827999), r_uint(0x6ed9eba1), r_uint(0x8f1bbcdc), r_uint(0xca62c1d6)]
_START = [r_uint(0x67452301), r_uint(0xefcdab89), r_uint(0x98badcfe), r_uint(0x10325476), r_uint(0xc3d2e1f0)]
_HEX = '0123456789abcdef'

digest_size = digestsize = 20
blocksize = 1


def _rotate(x, n):
    return ((x << n) | (x >> (32 - n))) & _MASK


class RSHA(object):
    """A digest that grows with update()."""

    def __init__(self, initialdata=''):
        self.count = 0
        self.rest = ''
        self.state = _START[:]
        self.update(initialdata)

    def update(self, data):
        self.count += len(data)
        data = self.rest + data
        at = 0
        while at + 64 <= len(data):
            self._block(data, at)
            at += 64
        self.rest = data[at:]

    def _block(self, data, start):
        words = [r_uint(0)] * 80
        for i in range(16):
            at = start + 4 * i
            words[i] = (r_uint(ord(data[at])) << 24 | r_uint(ord(data[at + 1])) << 16 |
                        r_uint(ord(data[at + 2])) << 8 | r_uint(ord(data[at + 3])))
        for i in range(16, 80):
            words[i] = _rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1)
        state = self.state
        a, b, c, d, e = state[0], state[1], state[2], state[3], state[4]
        for i in range(80):
            if i < 20:
                mixed = (b & c) | (~b & _MASK & d)
                key = _KEYS[0]
            elif i < 40:
                mixed = b ^ c ^ d
                key = _KEYS[1]
            elif i < 60:
                mixed = (b & c) | (b & d) | (c & d)
                key = _KEYS[2]
            else:
                mixed = b ^ c ^ d
                key = _KEYS[3]
            total = (_rotate(a, 5) + mixed + e + key + words[i]) & _MASK
            a, b, c, d, e = total, a, _rotate(b, 30), c, d
        state[0] = (state[0] + a) & _MASK
        state[1] = (state[1] + b) & _MASK
        state[2] = (state[2] + c) & _MASK
        state[3] = (state[3] + d) & _MASK
        state[4] = (state[4] + e) & _MASK

    def copy(self):
        other = RSHA()
        other.count = self.count
        other.rest = self.rest
        other.state = self.state[:]
        return other

    def digest(self):
        """The digest of what was added so far, as 20 characters."""
        end = self.copy()
        bits = r_ulonglong(end.count) << 3
        padding = '\x80' + '\x00' * ((119 - (end.count & 63)) & 63)
        for i in range(8):
            padding += chr(intmask(bits >> (56 - 8 * i)) & 255)
        end.update(padding)
        result = ''
        for word in end.state:
            for i in range(4):
                result += chr(intmask(word >> (24 - 8 * i)) & 255)
        return result

    def hexdigest(self):
        result = ''
        for c in self.digest():
            result += _HEX[ord(c) >> 4] + _HEX[ord(c) & 15]
        return result


def new(initialdata=''):
    return RSHA(initialdata)


sha = new
