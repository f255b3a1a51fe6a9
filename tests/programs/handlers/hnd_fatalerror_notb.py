# fatalerror_notb prints no traceback
# skip: untranslated (fatal error)
# status: 134
from rpython.rlib.debug import fatalerror_notb

def entry_point(argv):
    if len(argv) < 5:
        fatalerror_notb("stop now")
    return 0


def target(driver, args):
    return entry_point, None
