# constants of errno and os
import errno
import os

def entry_point(argv):
    print errno.ENOENT, errno.EEXIST, errno.EINVAL
    try:
        os.open("/nonexistent", os.O_RDONLY, 0)
    except OSError, e:
        print e.errno == errno.ENOENT and "ENOENT" or "other"
    try:
        os.mkdir("/", 0777)
    except OSError, e:
        print "mkdir", e.errno == errno.EEXIST and "EEXIST" or "other"
    return 0


def target(driver, args):
    return entry_point, None
