# the clocks of the system
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import time
from rpython.rlib import rtime


def main():
    t0 = time.time()
    time.sleep(0.05)
    t1 = time.time()
    print t1 - t0 >= 0.04
    c = time.clock()
    while time.clock() - c < 0.01:
        pass
    l = -1.0
    ok = True
    for i in range(20):
        with lltype.scoped_alloc(rtime.TIMESPEC) as a1:
            res = rtime.c_clock_gettime(rtime.CLOCK_MONOTONIC, a1)
            assert res == 0
            t = float(rffi.getintfield(a1, 'c_tv_sec')) + float(rffi.getintfield(a1, 'c_tv_nsec')) * 0.000000001
        ok = ok and t >= l
        l = t
    print ok
    with lltype.scoped_alloc(rtime.TIMESPEC) as a1:
        res = rtime.c_clock_getres(rtime.CLOCK_MONOTONIC, a1)
        t = float(rffi.getintfield(a1, 'c_tv_sec')) + float(rffi.getintfield(a1, 'c_tv_nsec')) * 0.000000001
    print 0.0 < t <= 1.0
    print rtime.HAS_CLOCK_GETTIME_RUNTIME, rtime.CLOCK_BOOTTIME, int('CLOCK_MONOTONIC' in rtime.ALL_DEFINED_CLOCKS)
    print rtime.time() > 0.0, rtime.clock() >= 0.0


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
