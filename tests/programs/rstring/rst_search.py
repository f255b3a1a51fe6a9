# rlib.rstring's find, rfind and count on strings
from rpython.rlib.rstring import find, rfind, count

def entry_point(argv):
    s = "abracadabra" * len(argv)
    print find(s, "bra", 0, len(s)), find(s, "bra", 2, len(s)), rfind(s, "bra", 0, len(s)), count(s, "a", 0, len(s))
    print find(s, "x", 0, len(s)), count(s, "abra", 0, len(s)), find(s, "a", 5, 7)
    return 0


def target(driver, args):
    return entry_point, None
