# The declared types do not cover all parameters.
def add(a, b):
    return a + b
add._annenforceargs_ = (int,)


def entry_point(argv):
    print add(len(argv), 2) #! error: declares the types of 1, gets 2
    return 0


def target(driver, args):
    return entry_point, None
