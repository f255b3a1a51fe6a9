# big integers and floats
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib.rbigint import rbigint

def entry_point(argv):
    print rbigint.fromfloat(1e20 * len(argv)).str(), rbigint.fromfloat(-2.75).str()
    a = rbigint.fromint(10).pow(rbigint.fromint(30))
    print a.tofloat(), a.truediv(rbigint.fromint(4)), a.int_mul(7).str()
    try:
        print rbigint.fromint(10).pow(rbigint.fromint(400)).tofloat()
    except OverflowError:
        print "OverflowError"
    return 0


def target(driver, args):
    return entry_point, None
