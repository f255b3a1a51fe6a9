# a stacklet is used, but --continuation is not given
#! error: continuations, --continuation
from rpython.rlib import rstacklet


def body(h, arg):
    return h


def entry_point(argv):
    thread = rstacklet.StackletThread(None)
    h = thread.new(body)
    return int(thread.is_empty_handle(h))


def target(driver, args):
    return entry_point, None
