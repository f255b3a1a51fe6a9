# the last three characters
# reference: slicing: not proven to have non-negative start
def entry_point(argv):
    s = "filename.txt" * len(argv)
    print s[-3:]                            #! error: start, negative
    return 0


def target(driver, args):
    return entry_point, None
