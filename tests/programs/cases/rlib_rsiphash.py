# SipHash: of strings, with the program's key, from numbers that the environment gives.
# skip: js (64-bit words)
import os
from rpython.rlib import rsiphash
from rpython.rlib.rarithmetic import intmask, r_uint64
from rpython.rlib.rsiphash import initialize_from_env, siphash24, siphash24_with_key
from _cases import entry_point_of

KEY0 = r_uint64(0x0706050403020100)
KEY1 = r_uint64(0x0f0e0d0c0b0a0908)


def text(count):
    return ''.join([chr(i) for i in range(count)])


def case_published_vectors():
    # The first vectors of the paper: bytes 0, 1, 2... with the key of bytes 0 to 15.
    for count in [0, 1, 2, 3, 7, 8, 9, 15]:
        print count, siphash24_with_key(text(count), KEY0, KEY1)


def case_lengths():
    for count in [16, 17, 31, 32, 33, 63]:
        print siphash24_with_key(text(count), KEY0, KEY1),
    print


def case_part_of_a_string():
    print int(siphash24_with_key('abcdefghij', KEY0, KEY1) == siphash24_with_key('abcdefghij', KEY0, KEY1)),
    print int(siphash24_with_key('abcdefghij', KEY0, KEY1) == siphash24_with_key('abcdefghik', KEY0, KEY1)),
    print int(siphash24_with_key('a', KEY0, KEY1) == siphash24_with_key('a\x00', KEY0, KEY1))


def case_second_half_of_the_key():
    print siphash24_with_key('abc', KEY0), siphash24_with_key('abc', KEY0, r_uint64(0)), siphash24_with_key('abc', r_uint64(0), KEY0)


def case_high_bytes():
    print siphash24_with_key('\xff\x80\xfe' * 5, KEY0, KEY1), siphash24_with_key('\x00' * 9, KEY0, KEY1)


def case_key_of_the_program():
    rsiphash.select_random_seed(text(16))
    print int(siphash24('hello') == siphash24_with_key('hello', KEY0, KEY1)),
    rsiphash.select_random_seed('\x00' * 16)
    print int(siphash24('hello') == siphash24_with_key('hello', r_uint64(0), r_uint64(0))), siphash24('hello')


def with_environment(value):
    os.environ['PYTHONHASHSEED'] = value
    initialize_from_env()
    del os.environ['PYTHONHASHSEED']


def case_no_key():
    with_environment('0')
    print siphash24('foo'), siphash24('')


def case_numbers_as_keys():
    for value in ['1', '42', '123456789', '4000000000', '4294967295']:
        with_environment(value)
        print siphash24('foo'),
    print


def case_random_keys():
    for value in ['random', '']:
        with_environment(value)
        first = siphash24('foo')
        with_environment(value)
        print int(first == siphash24('foo')),
    print


def case_numbers_that_follow():
    for x in [1, 42, 4294967295]:
        print [ord(c) for c in rsiphash.lcg_urandom(r_uint64(x))]


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
