# fatalerror prints its message and aborts
# skip: untranslated (fatal error)
# status: 134
from rpython.rlib.debug import fatalerror

def entry_point(argv):
    print "before"
    if len(argv) < 5:
        fatalerror("something is wrong")
    return 0


def target(driver, args):
    return entry_point, None
