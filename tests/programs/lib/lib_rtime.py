# rtime and the monotonic clock
from rpython.rlib import rtime

def entry_point(argv):
    a = rtime.time()
    rtime.sleep(0.001 * len(argv))
    b = rtime.time()
    print b > a and "later" or "earlier"
    return 0


def target(driver, args):
    return entry_point, None
