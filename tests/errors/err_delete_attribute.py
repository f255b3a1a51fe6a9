# deleting an attribute
# reference: deleting attributes is not RPython
class A(object):
    pass

def entry_point(argv):
    a = A()
    a.x = len(argv)
    del a.x                                 #! error: del, attribute
    return 0


def target(driver, args):
    return entry_point, None
