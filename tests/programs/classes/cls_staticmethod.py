# static methods, also as class attributes holding functions
def helper(x):
    return x + 2

class A(object):
    @staticmethod
    def twice(x):
        return x * 2
    fn = staticmethod(helper)

class B(A):
    @staticmethod
    def twice(x):
        return x * 20

def entry_point(argv):
    n = len(argv)
    print A.twice(n), A().twice(n + 1), B.twice(n), A.fn(n), A().fn(5)
    for a in [A(), B()]:
        print a.twice(3),
    print
    return 0


def target(driver, args):
    return entry_point, None
