# a loop variable used after a loop that may run zero times
# reference: Local variable referenced before assignment
def entry_point(argv):
    for i in range(len(argv)):
        pass
    print i                                 #! error: i, assign
    return 0


def target(driver, args):
    return entry_point, None
