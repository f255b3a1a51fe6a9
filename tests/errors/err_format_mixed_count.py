# too few arguments for the format string
# reference: StopIteration (internal error)
def entry_point(argv):
    print "%d of %d" % (len(argv),)         #! error: format, arguments
    return 0


def target(driver, args):
    return entry_point, None
