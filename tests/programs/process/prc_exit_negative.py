# a negative result
# status: 255
def entry_point(argv):
    return -len(argv)


def target(driver, args):
    return entry_point, None
