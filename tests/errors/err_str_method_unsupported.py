# string methods that are not there
# reference: Cannot find attribute
def entry_point(argv):
    s = "text" * len(argv)
    print s.center(20)                      #! error: center
    return 0


def target(driver, args):
    return entry_point, None
