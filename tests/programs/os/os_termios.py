# settings of a terminal
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rtermios, rposix


def main():
    fd = os.open('.', 0, 0777)
    try:
        rtermios.tcgetattr(fd)
    except OSError, e:
        print os.strerror(e.errno)
    m, s = rposix.openpty()
    a, b, c, d, e, f, g = rtermios.tcgetattr(s)
    print e == f, len(g), d & rtermios.ECHO != 0, len(g[0])
    d &= ~rtermios.ECHO
    rtermios.tcsetattr(s, rtermios.TCSANOW, (a, b, c, d, e, f, g))
    print rtermios.tcgetattr(s)[3] & rtermios.ECHO
    rtermios.tcdrain(s)
    rtermios.tcflush(s, rtermios.TCIOFLUSH)
    rtermios.tcflow(s, rtermios.TCOON)
    rtermios.tcsendbreak(s, 0)
    print ord(g[rtermios.VINTR])


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
