# imports of modules, names, aliases, inside functions
import math as m
from math import floor
import os.path

def local(x):
    from math import ceil
    return int(ceil(x))

def entry_point(argv):
    print int(m.sqrt(16.0 * len(argv))), int(floor(2.7 * len(argv))), local(2.1 * len(argv))
    print os.path.join("a", "b" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
