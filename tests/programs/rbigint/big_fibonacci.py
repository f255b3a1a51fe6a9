# long additions, and digits of two to a high power
from rpython.rlib.rbigint import rbigint

def entry_point(argv):
    a = rbigint.fromint(0)
    b = rbigint.fromint(1)
    for i in range(300 * len(argv)):
        a, b = b, a.add(b)
    print a.str()
    s = rbigint.fromint(1).lshift(1000).str()
    t = 0
    for c in s:
        t += ord(c) - 48
    print len(s), t
    return 0


def target(driver, args):
    return entry_point, None
