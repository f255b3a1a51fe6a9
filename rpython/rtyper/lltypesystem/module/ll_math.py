"""The functions of `math` under the names that they have below the level of objects.

`ll_math_x` is `math.x`, with Python's exceptions; `math_x` is the function of C, which sets `errno` or nothing.
"""
import types

from rpython.rlib import rmath
from rpython.rtyper.lltypesystem import rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = math_eci = ExternalCompilationInfo(includes=['math.h'], libraries=['m'])
use_library_isinf_isnan = False


def _external(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=eci, releasegil=False, elidable_function=True)


for _name in ['fabs', 'log', 'floor', 'sqrt', 'sin', 'cos']:
    globals()['math_' + _name] = _external(_name, [rffi.DOUBLE], rffi.DOUBLE)
for _name in ['copysign', 'pow', 'fmod', 'hypot']:
    globals()['math_' + _name] = _external(_name, [rffi.DOUBLE, rffi.DOUBLE], rffi.DOUBLE)
math_frexp = rffi.llexternal('frexp', [rffi.DOUBLE, rffi.INTP], rffi.DOUBLE, compilation_info=eci, releasegil=False)
math_modf = rffi.llexternal('modf', [rffi.DOUBLE, rffi.DOUBLEP], rffi.DOUBLE, compilation_info=eci, releasegil=False)
math_ldexp = _external('ldexp', [rffi.DOUBLE, rffi.INT], rffi.DOUBLE)

for _name, _value in vars(rmath).items():
    if isinstance(_value, types.FunctionType) and _name[0] != '_':
        globals()['ll_math_' + _name] = _value


def sqrt_nonneg(x):
    """The root of a number that is known not to be negative."""
    return math_sqrt(x)
