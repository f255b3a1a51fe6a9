# rrandom: the Mersenne twister
# skip: js (64-bit words)
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib.rrandom import Random
from rpython.rlib.rarithmetic import intmask, r_uint

def entry_point(argv):
    r = Random(r_uint(42 * len(argv)))
    for i in range(5):
        print intmask(r.genrand32()),
    print
    print r.random(), r.random()
    r.jumpahead(100)
    print intmask(r.genrand32())
    r.init_by_array([r_uint(1), r_uint(2), r_uint(3)])
    print intmask(r.genrand32())
    return 0


def target(driver, args):
    return entry_point, None
