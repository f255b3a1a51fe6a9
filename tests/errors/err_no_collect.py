# a function marked with no_collect that allocates
from rpython.rlib import rgc


class Box(object):
    def __init__(self, value):
        self.value = value


def make(value):                #! error: make, collect
    box = Box(value)
    kept.append(box)
    return box


make._dont_inline_ = True
kept = []


@rgc.no_collect
def doubled(value):
    return make(value).value * 2


def entry_point(argv):
    print doubled(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
