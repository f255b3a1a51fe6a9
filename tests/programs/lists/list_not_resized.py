# make_sure_not_resized marks a list as of fixed size
from rpython.rlib.debug import make_sure_not_resized

def fill(l):
    make_sure_not_resized(l)
    for i in range(len(l)):
        l[i] = i * 3

def entry_point(argv):
    l = [0] * (len(argv) + 4)
    fill(l)
    print l[0], l[4], len(l)
    return 0


def target(driver, args):
    return entry_point, None
