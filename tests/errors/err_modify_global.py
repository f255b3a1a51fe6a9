# rebinding a module's global
# reference: Attempting to modify global variable 'counter'.
counter = 0

def bump():
    global counter
    counter += 1                            #! error: counter, global

def entry_point(argv):
    bump()
    print counter
    return 0


def target(driver, args):
    return entry_point, None
