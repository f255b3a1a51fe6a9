# a built-in function of Python that asks the user
# reference: an error about the function

def entry_point(argv):
    n = input("number? ")                   #! error: input, not supported
    return 0


def target(driver, args):
    return entry_point, None
