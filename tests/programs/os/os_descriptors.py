# inheritance and status of descriptors
# skip: reference (os.closerange() cannot be translated)
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rposix


def main():
    fd1, fd2 = os.pipe()
    rposix.set_inheritable(fd1, True)
    print rposix.get_inheritable(fd1)
    rposix.set_inheritable(fd1, False)
    print rposix.get_inheritable(fd1)
    fd3 = rposix.dup(fd1, True)
    print rposix.get_inheritable(fd3)
    fd4 = rposix.dup(fd1, False)
    print rposix.get_inheritable(fd4)
    rposix.dup2(fd2, fd4, False)
    print rposix.get_inheritable(fd4)
    rposix.dup2(fd2, fd3, True)
    print rposix.get_inheritable(fd3)
    cache = rposix.SetNonInheritableCache()
    a, b = os.pipe()
    cache.set_non_inheritable(a)
    cache.set_non_inheritable(b)
    print cache.cached_inheritable, rposix.get_inheritable(a)
    flags = rposix.get_status_flags(fd1)
    print flags & rposix.O_NONBLOCK
    rposix.set_status_flags(fd1, flags | rposix.O_NONBLOCK)
    print rposix.get_status_flags(fd1) & rposix.O_NONBLOCK != 0
    try:
        os.read(fd1, 1)
    except OSError, e:
        print os.strerror(e.errno)
    c, d = rposix.pipe2(rposix.O_CLOEXEC)
    print rposix.get_inheritable(c)
    os.close(c)
    os.closerange(100, 110)
    rposix.closerange(d, d + 1)
    try:
        os.close(d)
    except OSError, e:
        print os.strerror(e.errno)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
