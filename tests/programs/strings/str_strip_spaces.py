# strip_spaces and assert_str0
from rpython.rlib.rstring import strip_spaces, assert_str0

def entry_point(argv):
    for s in ["  a ", "b", "", "   ", "\tx y\t"]:
        print "[" + strip_spaces(s) + "]",
    print
    print assert_str0("path" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
