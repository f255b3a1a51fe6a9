# an entry point without a parameter
# reference: signature mismatch: entry_point() takes no arguments (1 given)
def entry_point():                          #! error: entry_point, argument
    return 0


def target(driver, args):
    return entry_point, None
