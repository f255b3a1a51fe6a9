# extended slices
# reference: Cannot use extended slicing in rpython
def entry_point(argv):
    s = "abcdef" * len(argv)
    print s[::2]                            #! error: step
    return 0


def target(driver, args):
    return entry_point, None
