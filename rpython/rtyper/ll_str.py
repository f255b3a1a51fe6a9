"""Numbers as text."""

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.rstr import mallocstr
from rpython.rtyper.rstr import conststr


def _make(name, TYPE, UNSIGNED, signed, unsigned_name):
    """The functions for one integer type."""
    divide = getattr(llop, unsigned_name + '_floordiv')
    modulo = getattr(llop, unsigned_name + '_mod')

    def converter(base):
        """The function for one base: division by a constant is much faster."""
        def digits(u, prefix, negative):
            """The number with a prefix of constant text behind the sign."""
            ten = llop.cast_primitive(UNSIGNED, base)
            zero = llop.cast_primitive(UNSIGNED, 0)
            length = 1
            rest = divide(UNSIGNED, u, ten)
            while rest != zero:
                length += 1
                rest = divide(UNSIGNED, rest, ten)
            sign = 0
            if negative:
                sign = 1
            start = sign + len(prefix.chars)
            result = mallocstr(start + length)
            if negative:
                result.chars[0] = '-'
            i = 0
            while i < len(prefix.chars):
                result.chars[sign + i] = prefix.chars[i]
                i += 1
            at = start + length - 1
            while at >= start:
                digit = llop.cast_primitive(lltype.Signed, modulo(UNSIGNED, u, ten))
                if digit < 10:
                    digit += 48
                else:
                    digit += 87
                result.chars[at] = chr(digit)
                u = divide(UNSIGNED, u, ten)
                at -= 1
            return result

        if signed:
            def convert(v, prefix):
                if v < 0:
                    u = llop.cast_primitive(UNSIGNED, -v)
                    return digits(u, prefix, True)
                u = llop.cast_primitive(UNSIGNED, v)
                return digits(u, prefix, False)
        else:
            def convert(v, prefix):
                return digits(v, prefix, False)
        return convert

    decimal, hexadecimal, octal, binary = converter(10), converter(16), converter(8), converter(2)

    def to_dec(v):
        return decimal(v, conststr(''))

    def to_hex(v):
        return hexadecimal(v, conststr('0x'))

    def to_oct(v):
        if not v:
            return conststr('0')
        return octal(v, conststr('0'))

    def to_bin(v):
        return binary(v, conststr('0b'))

    def to_hex_plain(v):
        return hexadecimal(v, conststr(''))

    def to_oct_plain(v):
        return octal(v, conststr(''))

    for suffix, function in [('dec', to_dec), ('hex', to_hex), ('oct', to_oct), ('bin', to_bin),
                             ('hex_plain', to_hex_plain), ('oct_plain', to_oct_plain)]:
        full_name = 'll_%s2%s' % (name, suffix)
        function.__name__ = full_name
        globals()[full_name] = function


_make('int', lltype.Signed, lltype.Unsigned, True, 'uint')
_make('uint', lltype.Unsigned, lltype.Unsigned, False, 'uint')
_make('llong', lltype.SignedLongLong, lltype.UnsignedLongLong, True, 'ullong')
_make('ullong', lltype.UnsignedLongLong, lltype.UnsignedLongLong, False, 'ullong')
_make('lllong', lltype.SignedLongLongLong, lltype.UnsignedLongLongLong, True, 'ulllong')
_make('ulllong', lltype.UnsignedLongLongLong, lltype.UnsignedLongLongLong, False, 'ulllong')


def ll_bool_str(b):
    if b:
        return conststr('1')
    return conststr('0')


def ll_float_str(f):
    from rpython.rlib.rfloat import float_str
    from rpython.rtyper.annlowlevel import llstr
    return llstr(float_str(f))
