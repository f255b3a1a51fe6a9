# poll and select on a pipe
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib.rpoll import poll, select, POLLIN, POLLOUT, SelectError


def main():
    r, w = os.pipe()
    print len(poll({r: POLLIN}, 10))
    ev = poll({r: POLLIN, w: POLLOUT}, 100)
    print len(ev), ev[0][0] == w, ev[0][1] == POLLOUT
    os.write(w, 'X')
    ev = poll({r: POLLIN}, 500)
    print len(ev), ev[0][0] == r, ev[0][1] & POLLIN
    a, b, c = select([r], [], [], 0.0)
    print len(a), len(b), len(c)
    os.read(r, 1)
    a, b, c = select([r], [w], [], 0.05)
    print len(a), len(b), len(c)
    a, b, c = select([], [], [], 0.01)
    print len(a)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
