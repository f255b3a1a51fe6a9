"""Machine integers: wrap-around, overflow checks, and the integer types of fixed width.

The types themselves (`r_uint` and its kind) are built into the evaluator.
"""
import sys

from __rpython__ import (
    r_int, r_uint, r_longlong, r_ulonglong, r_longlonglong, r_ulonglonglong,
    r_int8, r_uint8, r_int16, r_uint16, r_int32, r_uint32, r_int64, r_uint64,
    r_singlefloat, r_longfloat, base_int, build_int)

from rpython.rlib.intrinsic import intrinsic
from rpython.rlib import objectmodel

maxint = sys.maxint
is_emulated_long = False

LONG_BIT = 0
_test = sys.maxint
while _test:
    LONG_BIT += 1
    _test >>= 1
LONG_BIT += 1
LONG_MASK = (2 << (LONG_BIT - 1)) - 1
LONG_TEST = 1 << (LONG_BIT - 1)
LONG_BIT_SHIFT = {32: 5, 64: 6, 128: 7}[LONG_BIT]
long_typecode = 'l'
LONGLONG_BIT = 64
LONGLONG_MASK = (2 ** LONGLONG_BIT) - 1
LONGLONG_TEST = 2 ** (LONGLONG_BIT - 1)
LONGLONGLONG_BIT = 128
LONGLONGLONG_MASK = (2 ** LONGLONGLONG_BIT) - 1
LONGLONGLONG_TEST = 2 ** (LONGLONGLONG_BIT - 1)
longlongmax = r_longlong(LONGLONG_TEST - 1)
INT_MAX = int(2 ** 31 - 1)
INT_MIN = int(-2 ** 31)
UINT_MAX = 2 ** 32 - 1
SHRT_MIN = -2 ** 15
SHRT_MAX = 2 ** 15 - 1
USHRT_MAX = 2 ** 16 - 1


@intrinsic('rarithmetic.intmask')
def intmask(n):
    """The low bits of any integer (or the bits of an r_uint) as an int."""
    n = long(n) & LONG_MASK
    if n >= LONG_TEST:
        n -= 2 * LONG_TEST
    return int(n)


@intrinsic('rarithmetic.longlongmask')
def longlongmask(n):
    n = long(n) & LONGLONG_MASK
    if n >= LONGLONG_TEST:
        n -= 2 * LONGLONG_TEST
    return r_longlong(n)


@intrinsic('rarithmetic.longlonglongmask')
def longlonglongmask(n):
    n = long(n) & LONGLONGLONG_MASK
    if n >= LONGLONGLONG_TEST:
        n -= 2 * LONGLONGLONG_TEST
    return r_longlonglong(n)


@intrinsic('rarithmetic.widen')
def widen(n):
    """A narrow integer as an int (or the type itself where it is as wide or wider)."""
    if isinstance(n, (r_int8, r_uint8, r_int16, r_uint16, r_int32)):
        return int(n)
    if isinstance(n, r_uint32) and LONG_BIT > 32:
        return int(n)
    return n


@intrinsic('rarithmetic.ovfcheck')
def ovfcheck(r):
    """`ovfcheck(a + b)` raises OverflowError where the result is no machine integer."""
    assert not isinstance(r, r_uint), "unexpected ovf check on unsigned"
    if isinstance(r, long) and not -sys.maxint - 1 <= r <= sys.maxint:
        raise OverflowError("signed integer expression did overflow")
    return r


def ovfcheck_int32_add(x, y):
    """Sum of two 32-bit ints; raises OverflowError beyond 32 bits."""
    r = ovfcheck(x + y)
    return _check_int32(r)


def ovfcheck_int32_sub(x, y):
    return _check_int32(ovfcheck(x - y))


def ovfcheck_int32_mul(x, y):
    return _check_int32(ovfcheck(x * y))


def _check_int32(r):
    if r < -2147483648 or r > 2147483647:
        raise OverflowError
    return r


def ovfcheck_float_to_int(x):
    """`int(x)` for a float; OverflowError where it is no machine integer (or no number)."""
    if x == x:
        limit = float(sys.maxint) + 1.0
        if -limit <= x < limit:
            return int(x)
    raise OverflowError


def ovfcheck_float_to_longlong(x):
    if x == x:
        if -9223372036854775808.0 <= x < 9223372036854775808.0:
            return r_longlong(x)
    raise OverflowError


def check_support_int128():
    """Whether there are integers of 128 bits."""
    return LONG_BIT == 64


@intrinsic('rarithmetic.int_between')
def int_between(n, m, p):
    """`n <= m < p`; n <= p is assumed."""
    return n <= m < p


@intrinsic('rarithmetic.int_force_ge_zero')
def int_force_ge_zero(n):
    if n < 0:
        return 0
    return n


@intrinsic('rarithmetic.int_c_div')
def int_c_div(x, y):
    """Division that truncates towards zero, as C's."""
    r = x // y
    if (x < 0) != (y < 0) and r * y != x:
        r += 1
    return r


@intrinsic('rarithmetic.int_c_mod')
def int_c_mod(x, y):
    """Remainder with the sign of `x`, as C's."""
    return x - int_c_div(x, y) * y


@intrinsic('rarithmetic.uint_mul_high')
def uint_mul_high(x, y):
    """The upper word of the product of two r_uint."""
    return r_uint((long(x) * long(y)) >> LONG_BIT)


@intrinsic('rarithmetic.mulmod')
def mulmod(a, b, c):
    """a * b % c for 0 <= a, b < c, without overflow."""
    return int(long(a) * long(b) % long(c))


@objectmodel.specialize.argtype(0)
def most_neg_value_of_same_type(x):
    return most_neg_value_of(type(x))


@objectmodel.specialize.memo()
def most_neg_value_of(tp):
    if tp is int:
        return -sys.maxint - 1
    if not tp.SIGNED:
        return tp(0)
    return tp(-(tp.MASK >> 1) - 1)


@objectmodel.specialize.argtype(0)
def most_pos_value_of_same_type(x):
    return most_pos_value_of(type(x))


@objectmodel.specialize.memo()
def most_pos_value_of(tp):
    if tp is int:
        return sys.maxint
    if not tp.SIGNED:
        return tp(tp.MASK)
    return tp(tp.MASK >> 1)


@objectmodel.specialize.memo()
def is_signed_integer_type(tp):
    if tp is int or tp is bool:
        return True
    if hasattr(tp, '_is_compatible') or not hasattr(tp, 'SIGNED'):
        from rpython.rtyper.lltypesystem import lltype
        if tp is lltype.Char or tp is lltype.UniChar or tp is lltype.Bool:
            return False
        return lltype.cast_primitive(tp, -1) < 0
    return tp.SIGNED


def _get_bitsize(typecode):
    """The bits of one of `struct`'s types."""
    import struct
    return struct.calcsize(typecode) * 8


def is_valid_int(r):
    """Whether a number is an integer that fits a machine word; in programs, whether it is an int."""
    if objectmodel.we_are_translated():
        return isinstance(r, (int, bool))
    return isinstance(r, (int, long)) and -sys.maxint - 1 <= r <= sys.maxint
is_valid_int._annspecialcase_ = 'specialize:argtype(0)'


def highest_bit(n):
    """The position of the only bit that is set in a power of two."""
    assert n and (n & (n - 1)) == 0
    i = -1
    while n:
        i += 1
        n >>= 1
    return i


def compute_restype(self_type, other_type):
    """The type of `self_type() op other_type()` for integer types."""
    return type(self_type(0) + other_type(0))


def signedtype(t):
    return t is int or t is bool or t is long or t.SIGNED
signedtype._annspecialcase_ = 'specialize:memo'


def normalizedinttype(t):
    if t is int or t is bool:
        return int
    return t


def byteswap(arg):
    """The same bytes in reverse order."""
    return _byteswap(arg)
byteswap._annspecialcase_ = 'specialize:argtype(0)'


@objectmodel.specialize.argtype(0)
def _byteswap(arg):
    from rpython.rlib.rbyteswap import byteswap_any
    return byteswap_any(arg)


# ---------------------------------------------------------------- numbers in text

# Any number with fewer characters fits a machine word.
OVF_DIGITS = len(str(sys.maxint))


def _short_decimal(s):
    """The value of a sign and digits that fit a machine word in any case, or -1 if there is anything else."""
    start = 1 if s[0] == '-' or s[0] == '+' else 0
    if start == len(s):
        return -1
    result = 0
    for i in range(start, len(s)):
        digit = ord(s[i]) - ord('0')
        if digit < 0 or digit > 9:
            return -1
        result = result * 10 + digit
    return result


def string_to_int(s, base=10, allow_underscores=False, no_implicit_octal=False, max_str_digits=0,
                  disallow_whitespace_after_sign=False):
    """An int from text as `int(s, base)` reads it (base 0: by its prefix).

    Raises ParseStringError, or ParseStringOverflowError where it does not fit a machine word.
    """
    from rpython.rlib.rstring import NumberStringParser, ParseStringOverflowError
    if base == 10 and 0 < len(s) < OVF_DIGITS:
        result = _short_decimal(s)
        if result >= 0:
            return -result if s[0] == '-' else result
    parser = NumberStringParser(s, s, base, 'int', allow_underscores=allow_underscores,
                                no_implicit_octal=no_implicit_octal, max_str_digits=max_str_digits,
                                disallow_whitespace_after_sign=disallow_whitespace_after_sign)
    result = 0
    base = parser.base
    while True:
        digit = parser.next_digit()
        if digit == -1:
            return result
        try:
            result = ovfcheck(result * base)
            result = ovfcheck(result + digit * parser.sign)
        except OverflowError:
            raise ParseStringOverflowError(parser)
string_to_int._elidable_function_ = True
