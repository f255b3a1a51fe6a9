# errors of open, and of a closed file
def entry_point(argv):
    try:
        open("/nonexistent/file")
        print "never"
    except IOError, e:
        print "IOError", e.errno
    f = open("scratch.txt", "w")
    f.close()
    try:
        f.write("x" * len(argv))
        print "never"
    except ValueError:
        print "closed"
    return 0


def target(driver, args):
    return entry_point, None
