# a class statement inside a function
# reference: defining classes inside functions is not RPython
def entry_point(argv):
    class Local(object):                    #! error: class, function
        pass
    print Local() is None
    return 0


def target(driver, args):
    return entry_point, None
