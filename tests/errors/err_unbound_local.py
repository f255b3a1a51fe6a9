# a variable that is unbound on one path
# reference: Local variable referenced before assignment
def entry_point(argv):
    if len(argv) > 1:
        message = "arguments"
    print message                           #! error: message, assign
    return 0


def target(driver, args):
    return entry_point, None
