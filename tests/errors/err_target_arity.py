# a target() that takes other arguments than it is given
# reference: TypeError
def entry_point(argv):
    return 0


def target(driver): #! error: takes exactly 1 argument, 2 given
    return entry_point, None
