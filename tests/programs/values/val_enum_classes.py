# classes used as enumerations, and reverse tables computed at import time
class Color(object):
    RED = 0
    GREEN = 1
    BLUE = 2

NAMES = [""] * 3
for _name, _value in Color.__dict__.items():
    if isinstance(_value, int):
        NAMES[_value] = _name.lower()

def mix(a, b):
    return (a + b) % 3

def entry_point(argv):
    n = len(argv)
    print NAMES[Color.RED], NAMES[n], NAMES[Color.BLUE * n]
    print NAMES[mix(Color.GREEN, n)]
    return 0


def target(driver, args):
    return entry_point, None
