"""The Mersenne twister MT19937 of Matsumoto and Nishimura, with the interface of Python's generator."""
from rpython.rlib.rarithmetic import r_uint, intmask

N = 624
M = 397
MASK_32 = r_uint(0xffffffff)
MATRIX_A = r_uint(0x9908b0df)
UPPER_MASK = r_uint(0x80000000)
LOWER_MASK = r_uint(0x7fffffff)
TEMPERING_MASK_A = r_uint(0x9d2c5680)
TEMPERING_MASK_B = r_uint(0xefc60000)
MAGIC_CONSTANT_A = r_uint(1812433253)
MAGIC_CONSTANT_B = r_uint(19650218)
MAGIC_CONSTANT_C = r_uint(1664525)
MAGIC_CONSTANT_D = r_uint(1566083941)


class Random(object):
    """A generator; `state` is its 624 words, `index` the next one to give."""

    def __init__(self, seed=r_uint(0)):
        self.state = [r_uint(0)] * N
        self.index = 0
        self.init_genrand(seed)

    def init_genrand(self, seed):
        """Starts again from a number."""
        state = self.state
        previous = seed & MASK_32
        state[0] = previous
        for i in range(1, N):
            previous = (MAGIC_CONSTANT_A * (previous ^ (previous >> 30)) + r_uint(i)) & MASK_32
            state[i] = previous
        self.index = N

    def init_by_array(self, key):
        """Starts again from a list of numbers."""
        self.init_genrand(MAGIC_CONSTANT_B)
        state = self.state
        i = 1
        j = 0
        for step in range(max(N, len(key))):
            before = state[i - 1]
            mixed = (state[i] ^ ((before ^ (before >> 30)) * MAGIC_CONSTANT_C)) + key[j] + r_uint(j)
            state[i] = mixed & MASK_32
            i += 1
            j += 1
            if i >= N:
                state[0] = state[N - 1]
                i = 1
            if j >= len(key):
                j = 0
        for step in range(N - 1):
            before = state[i - 1]
            mixed = (state[i] ^ ((before ^ (before >> 30)) * MAGIC_CONSTANT_D)) - r_uint(i)
            state[i] = mixed & MASK_32
            i += 1
            if i >= N:
                state[0] = state[N - 1]
                i = 1
        state[0] = UPPER_MASK

    def _refill(self):
        state = self.state
        for k in range(N):
            bits = (state[k] & UPPER_MASK) | (state[(k + 1) % N] & LOWER_MASK)
            word = state[(k + M) % N] ^ (bits >> 1)
            if bits & r_uint(1):
                word ^= MATRIX_A
            state[k] = word
        self.index = 0

    def genrand32(self):
        """The next number of 32 bits."""
        if self.index >= N:
            self._refill()
        y = self.state[self.index]
        self.index += 1
        y ^= y >> 11
        y ^= (y << 7) & TEMPERING_MASK_A
        y ^= (y << 15) & TEMPERING_MASK_B
        y ^= y >> 18
        return y & MASK_32

    def random(self):
        """A float from 0.0 up to 1.0, with 53 random bits."""
        high = intmask(self.genrand32() >> 5)
        low = intmask(self.genrand32() >> 6)
        return (float(high) * 67108864.0 + float(low)) * (1.0 / 9007199254740992.0)

    def jumpahead(self, n):
        """Changes the state to one unlikely to be near."""
        state = self.state
        for i in range(N - 1, 1, -1):
            j = n % i
            state[i], state[j] = state[j], state[i]
        bits = r_uint(0)
        for i in range(1, N):
            state[i] = (state[i] + r_uint(i + 1)) & MASK_32
            bits |= state[i]
        if bits == r_uint(0):
            # A state of zeros gives only zeros.
            state[0] = UPPER_MASK
        else:
            state[0] = (state[0] + r_uint(1)) & MASK_32
        self.index = N
