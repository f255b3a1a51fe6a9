# calling an instance of a class with __call__
# reference: Cannot prove that the object is callable
class Adder(object):
    def __call__(self, x):
        return x + 1

def entry_point(argv):
    print Adder()(len(argv))                #! error: Adder, call
    return 0


def target(driver, args):
    return entry_point, None
