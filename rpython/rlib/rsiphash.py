"""SipHash-2-4: hashes of byte strings that cannot be foreseen without the key of 128 bits."""
from contextlib import contextmanager

from rpython.rlib.objectmodel import always_inline, not_rpython
from rpython.rlib.rarithmetic import r_uint, r_uint64


class Seed(object):
    """The key of `siphash24`."""
    k0l = r_uint64(0)
    k1l = r_uint64(0)


seed = Seed()
seed.k0l = r_uint64(0)
seed.k1l = r_uint64(0)

magic0 = r_uint64(0x736f6d6570736575)
magic1 = r_uint64(0x646f72616e646f6d)
magic2 = r_uint64(0x6c7967656e657261)
magic3 = r_uint64(0x7465646279746573)


@not_rpython
def enable_siphash24():
    """Would make this the hash of all strings of the program; that is not there yet."""
    raise NotImplementedError("enable_siphash24() is not there yet")


def _decode64(s, at, size):
    """The number in so many bytes, the lowest first."""
    result = r_uint64(0)
    for i in range(size):
        result |= r_uint64(ord(s[at + i])) << (8 * i)
    return result


def select_random_seed(s):
    """Takes the key from a string of 16 bytes."""
    seed.k0l = _decode64(s, 0, 8)
    seed.k1l = _decode64(s, 8, 8)


def lcg_urandom(x):
    """Sixteen bytes that follow from a number."""
    x = r_uint(x)
    result = ''
    for _ in range(16):
        x = x * r_uint(214013) + r_uint(2531011)
        result += chr(int((x >> 16) & r_uint(0xff)))
    return result


@not_rpython
@contextmanager
def choosen_seed(new_k0, new_k1, test_misaligned_path=False, test_prebuilt=False):
    """Another key for a while, for tests."""
    old = seed.k0l, seed.k1l
    seed.k0l = r_uint64(new_k0)
    seed.k1l = r_uint64(new_k1)
    yield
    seed.k0l, seed.k1l = old


@always_inline
def _rotate(x, n):
    return (x << n) | (x >> (64 - n))


@always_inline
def _round(v0, v1, v2, v3):
    v0 += v1
    v2 += v3
    v1 = _rotate(v1, 13) ^ v0
    v3 = _rotate(v3, 16) ^ v2
    v0 = _rotate(v0, 32)
    v2 += v1
    v0 += v3
    v1 = _rotate(v1, 17) ^ v2
    v3 = _rotate(v3, 21) ^ v0
    v2 = _rotate(v2, 32)
    return v0, v1, v2, v3


def siphash24_with_key(s, k0, k1=r_uint64(0), size=-1):
    """The hash of a string, or of its first `size` bytes."""
    if size < 0:
        size = len(s)
    v0, v1, v2, v3 = k0 ^ magic0, k1 ^ magic1, k0 ^ magic2, k1 ^ magic3
    at = 0
    while at + 8 <= size:
        word = _decode64(s, at, 8)
        v3 ^= word
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0 ^= word
        at += 8
    word = r_uint64(size) << 56 | _decode64(s, at, size - at)
    v3 ^= word
    v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    v0 ^= word
    v2 ^= r_uint64(0xff)
    for _ in range(4):
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    return v0 ^ v1 ^ v2 ^ v3


def siphash24(s):
    """The hash with the program's key."""
    return siphash24_with_key(s, seed.k0l, seed.k1l)
