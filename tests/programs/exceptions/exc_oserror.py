# OSError carries errno; raised from os functions and by hand
import os

def entry_point(argv):
    try:
        os.open("/nonexistent/file", os.O_RDONLY, 0)
    except OSError, e:
        print "OSError", e.errno
    try:
        raise OSError(5 * len(argv), "boom")
    except OSError, e:
        print e.errno, e.strerror
    try:
        os.stat("/nonexistent")
    except EnvironmentError, e:
        print "EnvironmentError", e.errno
    try:
        raise IOError(7, "x")
    except IOError, e:
        print e.errno
    return 0


def target(driver, args):
    return entry_point, None
