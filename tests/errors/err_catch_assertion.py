# catching AssertionError
# reference: Catching NotImplementedError, AssertionError, or a subclass is not valid
def entry_point(argv):
    try:
        assert len(argv) == 1
        print "one"
    except AssertionError:                  #! error: AssertionError
        print "many"
    return 0


def target(driver, args):
    return entry_point, None
