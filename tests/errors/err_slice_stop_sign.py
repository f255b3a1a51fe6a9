# a slice whose stop may be negative
# reference: slicing: not proven to have non-negative stop
def entry_point(argv):
    s = "key=value" * len(argv)
    i = s.find("=")
    print s[:i]                             #! error: stop, negative
    return 0


def target(driver, args):
    return entry_point, None
