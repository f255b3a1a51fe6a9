# getattr with a run-time name
# reference: A variable argument to getattr is not RPython
class A(object):
    x = 1

def entry_point(argv):
    name = "x" * len(argv)
    print getattr(A(), name)                #! error: getattr, constant
    return 0


def target(driver, args):
    return entry_point, None
