"""The functions of the module `math` in translated programs: C's, with Python's exceptions.

A result that is no number although the arguments are raises ValueError; an infinite one of finite
arguments raises OverflowError, or ValueError where the function has a pole.
"""
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

_eci = ExternalCompilationInfo(includes=['math.h'], libraries=['m'])


def _unary(name):
    return rffi.llexternal(name, [rffi.DOUBLE], rffi.DOUBLE, compilation_info=_eci,
                           releasegil=False, elidable_function=True)


def _binary(name):
    return rffi.llexternal(name, [rffi.DOUBLE, rffi.DOUBLE], rffi.DOUBLE, compilation_info=_eci,
                           releasegil=False, elidable_function=True)


def isnan(x):
    return x != x


def isinf(x):
    return x == x and x - x != 0.0


def isfinite(x):
    return x - x == 0.0


def _with_poles(name):
    """A function whose infinite results of finite arguments are poles."""
    function = _unary(name)

    def wrapper(x):
        result = function(x)
        if not isfinite(result) and isfinite(x):
            raise ValueError("math domain error")
        if isnan(result) and not isnan(x):
            raise ValueError("math domain error")
        return result
    wrapper.func_name = name
    return wrapper


def _with_overflow(name):
    """A function whose infinite results of finite arguments are too large."""
    function = _unary(name)

    def wrapper(x):
        result = function(x)
        if not isfinite(result):
            if isnan(result):
                if not isnan(x):
                    raise ValueError("math domain error")
            elif isfinite(x):
                raise OverflowError("math range error")
        return result
    wrapper.func_name = name
    return wrapper


acos = _with_poles('acos')
acosh = _with_poles('acosh')
asin = _with_poles('asin')
asinh = _with_poles('asinh')
atan = _with_poles('atan')
atanh = _with_poles('atanh')
cos = _with_poles('cos')
sin = _with_poles('sin')
tan = _with_poles('tan')
tanh = _with_poles('tanh')
sqrt = _with_poles('sqrt')
log = _with_poles('log')
log10 = _with_poles('log10')
cosh = _with_overflow('cosh')
sinh = _with_overflow('sinh')
exp = _with_overflow('exp')
expm1 = _with_overflow('expm1')
erf = _with_overflow('erf')
erfc = _with_overflow('erfc')

_log1p = _with_poles('log1p')


def log1p(x):
    if x == -1.0:
        raise OverflowError("math range error")
    return _log1p(x)


_c_floor = _unary('floor')
_c_ceil = _unary('ceil')
_c_fabs = _unary('fabs')
_c_tgamma = _unary('tgamma')
_c_lgamma = _unary('lgamma')
_c_atan2 = _binary('atan2')
_c_copysign = _binary('copysign')
_c_fmod = _binary('fmod')
_c_hypot = _binary('hypot')
_c_pow = _binary('pow')
_c_frexp = rffi.llexternal('frexp', [rffi.DOUBLE, rffi.INTP], rffi.DOUBLE, compilation_info=_eci,
                           releasegil=False)
_c_ldexp = rffi.llexternal('ldexp', [rffi.DOUBLE, rffi.INT], rffi.DOUBLE, compilation_info=_eci,
                           releasegil=False, elidable_function=True)
_c_modf = rffi.llexternal('modf', [rffi.DOUBLE, rffi.DOUBLEP], rffi.DOUBLE, compilation_info=_eci,
                          releasegil=False)


def floor(x):
    return _c_floor(x)


def ceil(x):
    return _c_ceil(x)


def fabs(x):
    return _c_fabs(x)


def atan2(y, x):
    return _c_atan2(y, x)


def copysign(x, y):
    return _c_copysign(x, y)


def degrees(x):
    return x * 57.295779513082320876798


def radians(x):
    return x * 0.017453292519943295769237


def fmod(x, y):
    if isinf(y) and isfinite(x):
        return x
    result = _c_fmod(x, y)
    if isnan(result) and not isnan(x) and not isnan(y):
        raise ValueError("math domain error")
    return result


def hypot(x, y):
    result = _c_hypot(x, y)
    if isinf(result) and isfinite(x) and isfinite(y):
        raise OverflowError("math range error")
    return result


def pow(x, y):
    result = _c_pow(x, y)
    if not isfinite(result) and isfinite(x) and isfinite(y):
        if isnan(result) or x == 0.0:
            raise ValueError("math domain error")
        raise OverflowError("math range error")
    return result


def gamma(x):
    if x <= 0.0 and x == floor(x):
        raise ValueError("math domain error")
    result = _c_tgamma(x)
    if isinf(result) and isfinite(x):
        raise OverflowError("math range error")
    return result


def lgamma(x):
    if x <= 0.0 and x == floor(x) and isfinite(x):
        raise ValueError("math domain error")
    result = _c_lgamma(x)
    if isinf(result) and isfinite(x):
        raise OverflowError("math range error")
    return result


def frexp(x):
    """(m, e) with x == m * 2.0 ** e and 0.5 <= abs(m) < 1."""
    if x == 0.0 or not isfinite(x):
        return (x, 0)
    exponent = lltype.malloc(rffi.INTP.TO, 1, flavor='raw')
    mantissa = _c_frexp(x, exponent)
    e = rffi.cast(lltype.Signed, exponent[0])
    lltype.free(exponent, flavor='raw')
    return (mantissa, e)


def ldexp(x, i):
    """x * 2.0 ** i"""
    if x == 0.0 or not isfinite(x):
        return x
    if i > 100000:
        raise OverflowError("math range error")
    if i < -100000:
        return copysign(0.0, x)
    result = _c_ldexp(x, rffi.cast(rffi.INT, i))
    if isinf(result):
        raise OverflowError("math range error")
    return result


def modf(x):
    """(fraction, whole), both with the sign of x."""
    if isinf(x):
        return (copysign(0.0, x), x)
    if isnan(x):
        return (x, x)
    whole = lltype.malloc(rffi.DOUBLEP.TO, 1, flavor='raw')
    fraction = _c_modf(x, whole)
    result = whole[0]
    lltype.free(whole, flavor='raw')
    return (fraction, result)
