# getpid, isatty, strerror, times, getcwd, access
import os

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    print os.strerror(2 * len(argv)), t(os.isatty(0)), t(os.access("/", os.R_OK)), os.sep
    print t(os.getcwd()[0] == "/"), len(os.times())
    return 0


def target(driver, args):
    return entry_point, None
