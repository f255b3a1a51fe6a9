# raise Class, raise Class(args), raise Class, arg
class E(Exception):
    def __init__(self, n=5):
        self.n = n

def throw(k):
    if k == 0:
        raise E
    if k == 1:
        raise E()
    if k == 2:
        raise E(7)
    if k == 3:
        raise E, 9
    e = E(11)
    raise e

def entry_point(argv):
    for k in range(5):
        try:
            throw(k)
        except E, e:
            print e.n,
    print
    return 0


def target(driver, args):
    return entry_point, None
