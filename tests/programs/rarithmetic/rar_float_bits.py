# float2longlong and longlong2float
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib.longlong2float import float2longlong, longlong2float

def bits(x):
    return float2longlong(x)

def back(n):
    return longlong2float(n)

def entry_point(argv):
    for x in [0.0, 1.0, -2.5, 1e300]:
        b = bits(x * len(argv))
        print b, back(b) == x
    return 0


def target(driver, args):
    return entry_point, None
