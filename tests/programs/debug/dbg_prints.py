# debug_print goes to the log, which is off
from rpython.rlib.debug import debug_print, debug_start, debug_stop, have_debug_prints, ll_assert, debug_flush

def entry_point(argv):
    debug_start("section")
    debug_print("value", len(argv), "text" * len(argv))
    debug_stop("section")
    debug_flush()
    ll_assert(len(argv) > 0, "always")
    print have_debug_prints() and "on" or "off"
    return 0


def target(driver, args):
    return entry_point, None
