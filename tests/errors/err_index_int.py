# an integer is indexed, assigned to and unpacked
# reference: the operation cannot succeed

def entry_point(argv):
    n = len(argv)
    print n[0]                              #! error: int, items
    return 0


def target(driver, args):
    return entry_point, None
