# division of large numbers: floor, mod, divmod, powers modulo
from rpython.rlib.rbigint import rbigint

def entry_point(argv):
    a = rbigint.fromstr("9" * 60)
    b = rbigint.fromstr("1234567" * (3 * len(argv)))
    q, r = a.divmod(b)
    print q.str(), r.str()
    print q.mul(b).add(r).eq(a) and "ok" or "bad"
    for x in [a, a.neg()]:
        for y in [b, b.neg()]:
            print x.floordiv(y).str(), x.mod(y).str()
    print rbigint.fromint(3).pow(rbigint.fromint(200), rbigint.fromint(1000007)).str()
    try:
        a.floordiv(rbigint.fromint(len(argv) - 1))
        print "never"
    except ZeroDivisionError:
        print "ZeroDivisionError"
    return 0


def target(driver, args):
    return entry_point, None
