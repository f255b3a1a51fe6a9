# a failing ll_assert is ignored in an ordinary build
# skip: untranslated (it raises there)
# skip: interp (checked)
from rpython.rlib.debug import ll_assert

def entry_point(argv):
    ll_assert(len(argv) > 100, "not true")
    print "went on"
    return 0


def target(driver, args):
    return entry_point, None
