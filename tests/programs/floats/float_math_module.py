# the functions of the math module
# skip: untranslated (run-time floats print with six decimals)
import math

def show(x):
    print math.sqrt(x), math.floor(x), math.ceil(x), math.fabs(-x), math.exp(x / 10), math.log(x), math.log10(x)
    print math.sin(x), math.cos(x), math.tan(x), math.atan(x), math.sinh(x / 10), math.cosh(x / 10), math.tanh(x)

def entry_point(argv):
    for x in [0.5, 1.0, 2.0, 10.25]:
        show(x)
    half = 0.5 * len(argv)
    print math.asin(half), math.acos(half), math.atan2(half, 2.0), math.hypot(3.0, half * 8)
    print math.pow(2.0, half), math.pow(half, 3.0), math.fmod(-7.5, half * 4), math.fmod(7.5, -2.0 * half)
    print math.ldexp(half, 5)
    m, e = math.frexp(half * 17)
    print m, e
    f, i = math.modf(half * 4.5)
    print f, i
    print math.floor(-half), math.ceil(-half)
    print math.pi, math.e
    return 0


def target(driver, args):
    return entry_point, None
