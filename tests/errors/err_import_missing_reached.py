# a module that does not exist, imported inside a function; the other function is not reached
# reference: ImportError traceback

def not_reached(flag):
    if flag:
        from no_such_module import other
        return other()
    return 0


def reached(n):
    if n > 1:
        from no_such_module import thing        #! error: no_such_module
        return thing()
    return 1


def entry_point(argv):
    return not_reached(False) + reached(len(argv))


def target(driver, args):
    return entry_point, None
