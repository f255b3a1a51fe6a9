# the clock goes forward
import time

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    a = time.time()
    c = time.clock()
    time.sleep(0.01 * len(argv))
    b = time.time()
    print t(a > 1000000000.0), t(b - a >= 0.009), t(b - a < 10.0), t(time.clock() >= c)
    return 0


def target(driver, args):
    return entry_point, None
