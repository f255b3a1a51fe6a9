# NonConstant hides a constant
# skip: untranslated (an object there)
from rpython.rlib.nonconst import NonConstant

def entry_point(argv):
    n = NonConstant(5)
    if NonConstant(False):
        print "never"
    print n + 1, [10, 20, 30][NonConstant(1)]
    return 0


def target(driver, args):
    return entry_point, None
