# a function with ** arguments
# reference: AssertionError
def options(**kwargs):                      #! error: **kwargs
    return len(kwargs)

def entry_point(argv):
    print options(a=len(argv))
    return 0


def target(driver, args):
    return entry_point, None
