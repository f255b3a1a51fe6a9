# the entry point always ends in an exception
# reference: the entry point must return an int

def fail(n):
    raise ValueError

def entry_point(argv):                      #! error: entry_point, always raises
    fail(len(argv))                         #! note: never gives a result
    return 0


def target(driver, args):
    return entry_point, None
