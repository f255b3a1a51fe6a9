# a thread is started, but --thread is not given
from rpython.rlib import rthread


def work():
    pass


def entry_point(argv):
    rthread.start_new_thread(work, ())   #! error: threads, --thread
    return 0


def target(driver, args):
    return entry_point, None
