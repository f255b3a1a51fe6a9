# domain and range errors of the math module
# skip: untranslated (run-time floats print with six decimals)
import math

def root(x):
    try:
        return math.sqrt(x)
    except ValueError:
        return -1.0

def logarithm(x):
    try:
        return math.log(x)
    except ValueError:
        return -1.0

def exponential(x):
    try:
        return math.exp(x)
    except OverflowError:
        return -1.0

def power(x, y):
    try:
        return math.pow(x, y)
    except ValueError:
        return -1.0
    except OverflowError:
        return -2.0

def arc(x):
    try:
        return math.acos(x)
    except ValueError:
        return -1.0

def entry_point(argv):
    print root(4.0), root(-4.0), root(0.0)
    print logarithm(1.0), logarithm(0.0), logarithm(-1.0)
    print exponential(0.0), exponential(1000.0), exponential(-1000.0)
    print power(2.0, 0.5), power(-8.0, 0.5), power(10.0, 400.0), power(0.0, -1.0)
    print arc(1.0), arc(1.5)
    return 0


def target(driver, args):
    return entry_point, None
