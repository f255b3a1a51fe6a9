"""Helpers for operations on integers that take more than one machine
operation.

Division in RPython rounds towards minus infinity like Python's; the machine
truncates, so the result is corrected where the signs differ and something is
left over. Which of the checks a call makes is in the name: `_zer` raises
ZeroDivisionError, `_ovf` raises OverflowError for the one quotient that does
not fit.
"""

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lloperation import llop


def _signed_division(name, TYPE, bits, namespace):
    c_div = getattr(llop, name + '_floordiv')
    c_mod = getattr(llop, name + '_mod')
    sign_shift = bits - 1

    def py_div(x, y):
        quotient = c_div(TYPE, x, y)
        rest = x - quotient * y
        if rest != 0:
            quotient += (rest ^ y) >> sign_shift
        return quotient

    def py_mod(x, y):
        rest = c_mod(TYPE, x, y)
        if rest != 0:
            rest += y & ((rest ^ y) >> sign_shift)
        return rest

    def py_div_zer(x, y):
        if y == 0:
            raise ZeroDivisionError("integer division")
        return py_div(x, y)

    def py_mod_zer(x, y):
        if y == 0:
            raise ZeroDivisionError("integer modulo")
        return py_mod(x, y)

    _define(namespace, name, [py_div, py_mod, py_div_zer, py_mod_zer])
    return py_div, py_mod


def _unsigned_division(name, TYPE, namespace):
    c_div = getattr(llop, name + '_floordiv')
    c_mod = getattr(llop, name + '_mod')

    def py_div(x, y):
        return c_div(TYPE, x, y)

    def py_mod(x, y):
        return c_mod(TYPE, x, y)

    def py_div_zer(x, y):
        if y == 0:
            raise ZeroDivisionError("unsigned integer division")
        return c_div(TYPE, x, y)

    def py_mod_zer(x, y):
        if y == 0:
            raise ZeroDivisionError("unsigned integer modulo")
        return c_mod(TYPE, x, y)

    _define(namespace, name, [py_div, py_mod, py_div_zer, py_mod_zer])


def _define(namespace, name, functions):
    for function in functions:
        full_name = 'll_%s_%s' % (name, function.__name__)
        function.__name__ = full_name
        namespace[full_name] = function


ll_int_py_div, ll_int_py_mod = _signed_division('int', lltype.Signed, LONG_BIT, globals())
_signed_division('llong', lltype.SignedLongLong, 64, globals())
_signed_division('lllong', lltype.SignedLongLongLong, 128, globals())
_unsigned_division('uint', lltype.Unsigned, globals())
_unsigned_division('ullong', lltype.UnsignedLongLong, globals())
_unsigned_division('ulllong', lltype.UnsignedLongLongLong, globals())

ll_int_py_div.oopspec = 'int.py_div(x, y)'
ll_int_py_mod.oopspec = 'int.py_mod(x, y)'

MIN_INT = -(1 << (LONG_BIT - 2)) * 2
MIN_LONGLONG = -(1 << 62) * 2


def ll_int_py_div_ovf(x, y):
    if y == -1 and x == MIN_INT:
        raise OverflowError("integer division")
    return ll_int_py_div(x, y)


def ll_int_py_div_ovf_zer(x, y):
    if y == 0:
        raise ZeroDivisionError("integer division")
    return ll_int_py_div_ovf(x, y)


def ll_int_py_mod_ovf(x, y):
    if y == -1 and x == MIN_INT:
        raise OverflowError("integer modulo")
    return ll_int_py_mod(x, y)


def ll_int_py_mod_ovf_zer(x, y):
    if y == 0:
        raise ZeroDivisionError("integer modulo")
    return ll_int_py_mod_ovf(x, y)


def ll_int_lshift_ovf(x, y):
    result = x << y
    if (result >> y) != x:
        raise OverflowError("left shift")
    return result


def ll_check_chr(n):
    if n < 0 or n > 255:
        raise ValueError


def ll_check_unichr(n):
    if n < 0 or n > 0x10ffff:
        raise ValueError


if LONG_BIT == 64:
    _TWO_WORDS, _mul_two_words, _mod_two_words = lltype.SignedLongLongLong, llop.lllong_mul, llop.lllong_mod
else:
    _TWO_WORDS, _mul_two_words, _mod_two_words = lltype.SignedLongLong, llop.llong_mul, llop.llong_mod


def ll_mulmod(a, b, c):
    """a * b % c without overflow in between; c is positive."""
    product = _mul_two_words(_TWO_WORDS, llop.cast_primitive(_TWO_WORDS, a), llop.cast_primitive(_TWO_WORDS, b))
    rest = _mod_two_words(_TWO_WORDS, product, llop.cast_primitive(_TWO_WORDS, c))
    result = llop.cast_primitive(lltype.Signed, rest)
    if result < 0:
        result += c
    return result
