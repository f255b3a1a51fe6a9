# a stacklet is used, but --continuation is not given
from rpython.rlib import rstacklet


def entry_point(argv):
    thread = rstacklet.StackletThread(None)   #! error: continuations, --continuation
    print thread.get_null_handle() is None
    return 0


def target(driver, args):
    return entry_point, None
