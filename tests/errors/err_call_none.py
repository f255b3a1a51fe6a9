# calling something that is always None
# reference: Cannot prove that the object is callable
def entry_point(argv):
    f = None                                #! note: None
    if len(argv) > 0:
        f()                                 #! error: None, call
    return 0


def target(driver, args):
    return entry_point, None
