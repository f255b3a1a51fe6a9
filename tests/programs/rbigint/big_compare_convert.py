# comparison, conversion, shifts and bit operations
# skip: js (64-bit words)
from rpython.rlib.rbigint import rbigint

def t(b):
    return "T" if b else "F"

def to_int(b):
    try:
        return b.toint()
    except OverflowError:
        return -1

def entry_point(argv):
    one = rbigint.fromint(len(argv))
    big = one.lshift(100)
    print big.str(), big.rshift(98).str(), big.sub(one).str(), big.neg().rshift(3).str()
    print t(big.gt(one)), t(one.eq(one)), t(big.lt(one)), t(big.neg().lt(one)), t(one.ne(big)), t(one.int_le(5))
    print to_int(big), to_int(one.lshift(62)), to_int(one.lshift(63)), one.int_add(5).toint()
    a = rbigint.fromstr("123456789012345678901234567890")
    b = rbigint.fromstr("-ff00ff00ff00ff00ff00", 16)
    print a.str(), b.str(), a.hex(), a.and_(b).str(), a.or_(b).str(), a.xor(b).str(), a.invert().str()
    print a.bit_length(), a.get_sign(), b.get_sign(), t(a.tobool())
    return 0


def target(driver, args):
    return entry_point, None
