# a prebuilt object as a marker
class Marker(object):
    pass

MISSING = Marker()

class Box(Marker):
    def __init__(self, v):
        self.v = v

def get(n):
    if n > 2:
        return Box(n)
    return MISSING

def entry_point(argv):
    for i in range(1, 5):
        b = get(i * len(argv))
        if b is MISSING:
            print "missing",
        else:
            assert isinstance(b, Box)
            print b.v,
    print
    return 0


def target(driver, args):
    return entry_point, None
