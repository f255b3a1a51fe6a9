"""Random numbers: the Mersenne twister, with the same numbers for the same seed as CPython."""
from math import log as _log, exp as _exp, pi as _pi, sqrt as _sqrt, cos as _cos, sin as _sin
import time as _time

_SIZE, _MIDDLE = 624, 397
_MASK = 0xffffffff


class Random(object):
    def __init__(self, x=None):
        self.gauss_next = None
        self.seed(x)

    def _init(self, s):
        state = [s & _MASK]
        for i in range(1, _SIZE):
            s = (1812433253 * (state[-1] ^ (state[-1] >> 30)) + i) & _MASK
            state.append(s)
        self._state = state
        self._index = _SIZE

    def seed(self, a=None):
        if a is None:
            a = long(_time.time() * 256)
        if not isinstance(a, (int, long)):
            a = hash(a)
        a = abs(a)
        key = []
        while a:
            key.append(a & _MASK)
            a >>= 32
        self._init_by_array(key or [0])
        self.gauss_next = None

    def _init_by_array(self, key):
        self._init(19650218)
        state = self._state
        i, j = 1, 0
        for k in range(max(_SIZE, len(key))):
            previous = state[i - 1]
            state[i] = ((state[i] ^ ((previous ^ (previous >> 30)) * 1664525)) + key[j] + j) & _MASK
            i += 1
            j += 1
            if i >= _SIZE:
                state[0] = state[_SIZE - 1]
                i = 1
            if j >= len(key):
                j = 0
        for k in range(_SIZE - 1):
            previous = state[i - 1]
            state[i] = ((state[i] ^ ((previous ^ (previous >> 30)) * 1566083941)) - i) & _MASK
            i += 1
            if i >= _SIZE:
                state[0] = state[_SIZE - 1]
                i = 1
        state[0] = 0x80000000

    def _refill(self):
        state = self._state
        for i in range(_SIZE):
            y = (state[i] & 0x80000000) | (state[(i + 1) % _SIZE] & 0x7fffffff)
            y = (y >> 1) ^ (0x9908b0df if y & 1 else 0)
            state[i] = state[(i + _MIDDLE) % _SIZE] ^ y
        self._index = 0

    def _next32(self):
        if self._index >= _SIZE:
            self._refill()
        y = self._state[self._index]
        self._index += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c5680
        y ^= (y << 15) & 0xefc60000
        return y ^ (y >> 18)

    def random(self):
        a, b = self._next32() >> 5, self._next32() >> 6
        return (a * 67108864.0 + b) / 9007199254740992.0

    def getrandbits(self, k):
        if k <= 0:
            raise ValueError('number of bits must be greater than zero')
        result = shift = 0
        while k > 0:
            bits = self._next32()
            if k < 32:
                bits >>= 32 - k
            result |= bits << shift
            shift += 32
            k -= 32
        return long(result)

    def getstate(self):
        return 3, tuple(self._state) + (self._index,), self.gauss_next

    def setstate(self, state):
        version, words, self.gauss_next = state
        self._state = list(words[:-1])
        self._index = words[-1]

    def jumpahead(self, n):
        self.seed(hash((n, tuple(self._state))))

    def _below(self, n):
        if n < 1 << 53:
            return int(self.random() * n)
        bits = 0
        while 1 << bits < n - 1:
            bits += 1
        result = self.getrandbits(bits)
        while result >= n:
            result = self.getrandbits(bits)
        return result

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
            if stop <= 0:
                raise ValueError("empty range for randrange()")
        count = (stop - start + (step - 1 if step > 0 else step + 1)) // step
        if step == 0 or count <= 0:
            raise ValueError("empty range for randrange() (%d,%d, %d)" % (start, stop, stop - start))
        return start + step * self._below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        return seq[int(self.random() * len(seq))]

    def shuffle(self, x, random=None):
        random = random or self.random
        for i in reversed(xrange(1, len(x))):
            j = int(random() * (i + 1))
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("sample larger than population")
        setsize = 21
        if k > 5:
            power = 1
            while power < k * 3:
                power *= 4
            setsize += power
        result = [None] * k
        if n <= setsize or hasattr(population, 'keys'):
            pool = list(population)
            for i in xrange(k):
                j = int(self.random() * (n - i))
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]
            return result
        chosen = set()
        for i in xrange(k):
            j = int(self.random() * n)
            while j in chosen:
                j = int(self.random() * n)
            chosen.add(j)
            result[i] = population[j]
        return result

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c, low, high = 1.0 - u, 1.0 - c, high, low
        return low + (high - low) * (u * c) ** 0.5

    def expovariate(self, lambd):
        return -_log(1.0 - self.random()) / lambd

    def normalvariate(self, mu, sigma):
        constant = 4 * _exp(-0.5) / _sqrt(2.0)
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = constant * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        return _exp(self.normalvariate(mu, sigma))

    def gauss(self, mu, sigma):
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * 2.0 * _pi
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma


class SystemRandom(Random):
    def random(self):
        import os
        return (int(os.urandom(7).encode('hex'), 16) >> 3) / 9007199254740992.0


_shared = Random()
seed, random, uniform, triangular = _shared.seed, _shared.random, _shared.uniform, _shared.triangular
randint, choice, randrange, sample, shuffle = (
    _shared.randint, _shared.choice, _shared.randrange, _shared.sample, _shared.shuffle)
normalvariate, lognormvariate, expovariate, gauss = (
    _shared.normalvariate, _shared.lognormvariate, _shared.expovariate, _shared.gauss)
getstate, setstate, jumpahead, getrandbits = (
    _shared.getstate, _shared.setstate, _shared.jumpahead, _shared.getrandbits)
