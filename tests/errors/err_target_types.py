# the second item of what target() returns is no list of types
# reference: TypeError
def entry_point(argv):
    return 0


def target(driver, args): #! error: not iterable
    return entry_point, len
