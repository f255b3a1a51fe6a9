# big integers: arithmetic and printing
from rpython.rlib.rbigint import rbigint

def fact(n):
    r = rbigint.fromint(1)
    for i in range(2, n + 1):
        r = r.mul(rbigint.fromint(i))
    return r

def entry_point(argv):
    for n in [1, 10, 20, 25, 40]:
        print fact(n * len(argv)).str()
    a = rbigint.fromint(123456789)
    b = rbigint.fromint(-987654321 * len(argv))
    print a.add(b).str(), a.sub(b).str(), a.mul(b).str(), b.floordiv(a).str(), b.mod(a).str()
    print a.neg().str(), b.abs().str(), a.pow(rbigint.fromint(7)).str()
    return 0


def target(driver, args):
    return entry_point, None
