# the format method
# reference: Method format() is not RPython
def entry_point(argv):
    print "{0} and {1}".format(len(argv), "x")  #! error: format
    return 0


def target(driver, args):
    return entry_point, None
