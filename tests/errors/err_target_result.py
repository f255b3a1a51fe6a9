# target() forgets to return the entry point
# reference: an error about the entry point

def entry_point(argv):
    return 0


def target(driver, args):                   #! error: target, None, entry point
    entry_point
