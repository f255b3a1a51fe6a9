# an integer is unpacked
# reference: the operation cannot succeed

def entry_point(argv):
    n = len(argv)
    a, b = n                                #! error: int, unpacked
    return a


def target(driver, args):
    return entry_point, None
