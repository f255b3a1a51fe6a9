# rposix and rposix_stat: errors and results
from rpython.rlib import rposix, rposix_stat
import os

def entry_point(argv):
    try:
        rposix_stat.stat("/nonexistent" * len(argv))
    except OSError, e:
        print "OSError", e.errno
    print rposix.getpid() == os.getpid() and "same" or "other"
    print rposix_stat.stat("/").st_mode & 0170000
    return 0


def target(driver, args):
    return entry_point, None
