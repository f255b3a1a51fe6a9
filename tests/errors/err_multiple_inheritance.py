# two base classes without _mixin_
# reference: multiple inheritance only supported with _mixin_
class A(object):
    pass

class B(object):
    def g(self):
        return 2

class C(A, B):                              #! error: _mixin_
    pass

def entry_point(argv):
    print C().g() * len(argv)
    return 0


def target(driver, args):
    return entry_point, None
