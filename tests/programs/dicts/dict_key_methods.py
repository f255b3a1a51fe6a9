# r_dict whose key functions are methods of a frozen or of a prebuilt instance.
from rpython.rlib.objectmodel import r_dict


class Space(object):
    def _freeze_(self):
        return True

    def same(self, a, b):
        return a[0] == b[0]

    def hash_of(self, a):
        return ord(a[0])


class Modulus(object):
    def __init__(self, n):
        self.n = n

    def same(self, a, b):
        return a % self.n == b % self.n

    def hash_of(self, a):
        return a % self.n


space = Space()
modulus = Modulus(10)
prebuilt = r_dict(space.same, space.hash_of)
prebuilt['one'] = 1
by_rest = r_dict(modulus.same, modulus.hash_of)
by_rest[4] = 'four'


def entry_point(argv):
    n = len(argv)
    d = r_dict(space.same, space.hash_of)
    d['alpha'] = n
    d['beta'] = n + 1
    d['apple'] = n + 2
    print len(d), d['a'], d['b']
    prebuilt['other'] = n + 5
    prebuilt['two'] = n
    print len(prebuilt), prebuilt['o'], prebuilt['t']
    by_rest[13 + n] = 'fourteen'
    by_rest[7] = 'seven'
    print len(by_rest), by_rest[104], by_rest[17]
    return 0


def target(driver, args):
    return entry_point, None
