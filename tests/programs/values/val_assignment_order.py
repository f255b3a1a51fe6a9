# evaluation order of operands, arguments and subscripts
class T(object):
    def __init__(self):
        self.log = []
    def v(self, n):
        self.log.append(str(n))
        return n

def three(a, b, c):
    return a + b + c

def entry_point(argv):
    t = T()
    x = t.v(1) + t.v(2) * t.v(3) - t.v(4)
    y = three(t.v(5), t.v(6), t.v(7))
    l = [0] * 10
    l[t.v(8)] = t.v(9)
    a, b = t.v(10), t.v(11)
    d = {t.v(12): t.v(13)}
    z = t.v(14) if t.v(15) else t.v(16)
    print x, y, z, " ".join(t.log)
    return 0


def target(driver, args):
    return entry_point, None
