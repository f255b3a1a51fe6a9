"""SipHash-2-4: hashes of strings that cannot be foreseen without the key of 128 bits.

A program that calls `enable_siphash24()` anywhere has this as the hash of all its strings. Its key is chosen when it starts.
"""
import os
from contextlib import contextmanager

from rpython.rlib import rurandom
from rpython.rlib.objectmodel import always_inline, not_rpython, specialize
from rpython.rlib.rarithmetic import intmask, r_uint, r_uint64


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


# The variable of the environment that says how the key is chosen: a number, or nothing or "random".
env_var_name = "PYTHONHASHSEED"
_LARGEST_SEED = 4294967295


def enable_siphash24():
    """Makes this the hash of all strings of the translated program. The call itself does nothing: the translator looks whether
    the program has one, and calls `initialize_from_env` before the program."""


def _number_in(text):
    """The number that a text consists of; one too large where it is none."""
    start = 0
    while start < len(text) and text[start] in ' \t\n\r\x0b\x0c':
        start += 1
    if start < len(text) and text[start] == '+':
        start += 1
    if start == len(text):
        return r_uint64(_LARGEST_SEED + 1)
    result = r_uint64(0)
    for i in range(start, len(text)):
        digit = ord(text[i]) - ord('0')
        if digit < 0 or digit > 9 or result > r_uint64(_LARGEST_SEED):
            return r_uint64(_LARGEST_SEED + 1)
        result = result * r_uint64(10) + r_uint64(digit)
    return result


def initialize_from_env():
    """Chooses the key. Ends the program where the environment asks for what cannot be."""
    value = os.environ.get(env_var_name)
    if value is None or value == '' or value == 'random':
        try:
            key = rurandom.urandom(16)
        except Exception as e:
            os.write(2, "%s: failed to get random numbers to initialize Python\n" % (str(e),))
            os._exit(1)
            raise
    else:
        number = _number_in(value)
        if number > r_uint64(_LARGEST_SEED):
            os.write(2, "%s must be \"random\" or an integer in range [0; 4294967295]\n" % (env_var_name,))
            os._exit(1)
        if number == r_uint64(0):
            key = '\x00' * 16
        else:
            key = lcg_urandom(r_uint(number))
    select_random_seed(key)


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
        result += chr(intmask((x >> 16) & r_uint(0xff)))
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


@not_rpython
def _siphash_of(word_at):
    """The function that computes the hash of so many bytes; `word_at(text, at, count)` gives the number in `count` of them."""

    @specialize.argtype(0)
    def siphash(text, size, k0, k1):
        v0, v1, v2, v3 = k0 ^ magic0, k1 ^ magic1, k0 ^ magic2, k1 ^ magic3
        at = 0
        while at + 8 <= size:
            word = word_at(text, at, 8)
            v3 ^= word
            v0, v1, v2, v3 = _round(v0, v1, v2, v3)
            v0, v1, v2, v3 = _round(v0, v1, v2, v3)
            v0 ^= word
            at += 8
        word = r_uint64(size) << 56 | word_at(text, at, size - at)
        v3 ^= word
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0 ^= word
        v2 ^= r_uint64(0xff)
        for _ in range(4):
            v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        return v0 ^ v1 ^ v2 ^ v3

    return siphash

_siphash_of_string = _siphash_of(_decode64)


def siphash24_with_key(s, k0, k1=r_uint64(0), size=-1):
    """The hash of a string, or of its first `size` bytes."""
    if size < 0:
        size = len(s)
    return _siphash_of_string(s, size, k0, k1)


def siphash24(s):
    """The hash with the program's key."""
    return siphash24_with_key(s, seed.k0l, seed.k1l)


# ------------------------------------------------------------ low-level strings and memory

def _ll_bytes_word(s, at, size):
    result = r_uint64(0)
    i = 0
    while i < size:
        result |= r_uint64(ord(s.chars[at + i])) << (8 * i)
        i += 1
    return result


def _ll_wide_word(s, at, size):
    """The same where each character is four bytes."""
    result = r_uint64(0)
    i = 0
    while i < size:
        result |= r_uint64(ord(s.chars[(at + i) >> 2])) << (8 * i)
        i += 4
    return result


_siphash_of_bytes = _siphash_of(_ll_bytes_word)
_siphash_of_wide = _siphash_of(_ll_wide_word)


def ll_hash_string_siphash24(ll_s):
    """The hash of a string with the program's key. Unicode strings with no character beyond 255 have the hash of the same bytes."""
    length = len(ll_s.chars)
    bits = 0
    i = 0
    while i < length:
        bits |= ord(ll_s.chars[i])
        i += 1
    if bits > 255:
        return intmask(_siphash_of_wide(ll_s, 4 * length, seed.k0l, seed.k1l))
    return intmask(_siphash_of_bytes(ll_s, length, seed.k0l, seed.k1l))


def ll_strhash(s):
    """What the hash of strings is in a program that calls `enable_siphash24()`; computed once, 0 stands for 'not yet'."""
    if not s:
        return 0
    x = s.hash
    if x == 0:
        x = ll_hash_string_siphash24(s)
        if x == 0:
            x = 29872897
        s.hash = x
    return x


def _memory_word(memory, at, size):
    address, step = memory
    result = r_uint64(0)
    for i in range(size):
        result |= r_uint64(ord((address + (at + i) * step).char[0])) << (8 * i)
    return result


_siphash_of_memory = _siphash_of(_memory_word)


def _siphash24(addr_in, size, SZ=1):
    """The hash of so many bytes in memory, each the first of `SZ`."""
    return _siphash_of_memory((addr_in, SZ), size, seed.k0l, seed.k1l)
