# packing and unpacking numbers of rstruct
# skip: untranslated (run-time floats print with six decimals)
from rpython.rlib.rstruct.runpack import runpack

def entry_point(argv):
    s = "\x01\x02\x00\x00\x00" * len(argv)
    a, b = runpack("<bi", s)
    print a, b
    print runpack(">h", "\x01\x02" * len(argv)), runpack("<d", "\x00\x00\x00\x00\x00\x00\xf8?" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
