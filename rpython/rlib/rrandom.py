"""The Mersenne twister MT19937 of Matsumoto and Nishimura, with the interface of Python's generator."""
from rpython.rlib.rarithmetic import r_uint, intmask

_N = 624
_M = 397
_WORD = r_uint(0xffffffff)
_TWIST = r_uint(0x9908b0df)
_UPPER = r_uint(0x80000000)
_LOWER = r_uint(0x7fffffff)


class Random(object):
    """A generator; `state` is its 624 words, `index` the next one to give."""

    def __init__(self, seed=r_uint(0)):
        self.state = [r_uint(0)] * _N
        self.index = 0
        self.init_genrand(seed)

    def init_genrand(self, seed):
        """Starts again from a number."""
        state = self.state
        previous = seed & _WORD
        state[0] = previous
        for i in range(1, _N):
            previous = (r_uint(1812433253) * (previous ^ (previous >> 30)) + r_uint(i)) & _WORD
            state[i] = previous
        self.index = _N

    def init_by_array(self, key):
        """Starts again from a list of numbers."""
        self.init_genrand(r_uint(19650218))
        state = self.state
        i = 1
        j = 0
        for step in range(max(_N, len(key))):
            before = state[i - 1]
            mixed = (state[i] ^ ((before ^ (before >> 30)) * r_uint(1664525))) + key[j] + r_uint(j)
            state[i] = mixed & _WORD
            i += 1
            j += 1
            if i >= _N:
                state[0] = state[_N - 1]
                i = 1
            if j >= len(key):
                j = 0
        for step in range(_N - 1):
            before = state[i - 1]
            mixed = (state[i] ^ ((before ^ (before >> 30)) * r_uint(1566083941))) - r_uint(i)
            state[i] = mixed & _WORD
            i += 1
            if i >= _N:
                state[0] = state[_N - 1]
                i = 1
        state[0] = _UPPER

    def _refill(self):
        state = self.state
        for k in range(_N):
            bits = (state[k] & _UPPER) | (state[(k + 1) % _N] & _LOWER)
            word = state[(k + _M) % _N] ^ (bits >> 1)
            if bits & r_uint(1):
                word ^= _TWIST
            state[k] = word
        self.index = 0

    def genrand32(self):
        """The next number of 32 bits."""
        if self.index >= _N:
            self._refill()
        y = self.state[self.index]
        self.index += 1
        y ^= y >> 11
        y ^= (y << 7) & r_uint(0x9d2c5680)
        y ^= (y << 15) & r_uint(0xefc60000)
        y ^= y >> 18
        return y & _WORD

    def random(self):
        """A float from 0.0 up to 1.0, with 53 random bits."""
        high = intmask(self.genrand32() >> 5)
        low = intmask(self.genrand32() >> 6)
        return (float(high) * 67108864.0 + float(low)) * (1.0 / 9007199254740992.0)

    def jumpahead(self, n):
        """Changes the state to one unlikely to be near."""
        state = self.state
        for i in range(_N - 1, 1, -1):
            j = n % i
            state[i], state[j] = state[j], state[i]
        bits = r_uint(0)
        for i in range(1, _N):
            state[i] = (state[i] + r_uint(i + 1)) & _WORD
            bits |= state[i]
        if bits == r_uint(0):
            # A state of zeros gives only zeros.
            state[0] = _UPPER
        else:
            state[0] = (state[0] + r_uint(1)) & _WORD
        self.index = _N
