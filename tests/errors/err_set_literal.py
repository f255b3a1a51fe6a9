# a set literal
# reference: NotImplementedError: BUILD_SET
def entry_point(argv):
    print len({1, 2, len(argv)})            #! error: set
    return 0


def target(driver, args):
    return entry_point, None
