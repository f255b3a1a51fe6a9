# SipHash of byte strings.
# skip: js (64-bit words)
from rpython.rlib import rsiphash
from rpython.rlib.rarithmetic import r_uint64


def entry_point(argv):
    text = 'hexlylxox rewqwkashdw89 0123456789'
    for k0, k1 in [(r_uint64(0), r_uint64(0)), (r_uint64(1), r_uint64(0)), (r_uint64(0x8a9f065a), r_uint64(0x358479f4))]:
        for size in range(0, len(text), 3):
            print rsiphash.siphash24_with_key(text[:size], k0, k1)
    print rsiphash.siphash24_with_key('abcdef', r_uint64(1))
    return 0


def target(driver, args):
    return entry_point, None
