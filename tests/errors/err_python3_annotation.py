# Python 3 syntax
# reference: SyntaxError traceback
def helper(x: int) -> int:                  #! error: annotation
    return x + 1

def entry_point(argv):
    return helper(0) - 1


def target(driver, args):
    return entry_point, None
