# an operation on constants that always fails is shown as it is written
# reference: always raises TypeError

def entry_point(argv):
    print "a" + 1                           #! error: 'a' + 1, TypeError
    return 0


def target(driver, args):
    return entry_point, None
