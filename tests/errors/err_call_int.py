# calling a number
# reference: Cannot prove that the object is callable
def entry_point(argv):
    n = len(argv)
    print n()                               #! error: int, call
    return 0


def target(driver, args):
    return entry_point, None
