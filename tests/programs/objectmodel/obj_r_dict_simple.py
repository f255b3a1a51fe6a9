# r_dict with instances as keys and force_non_null
# skip: untranslated (order)
from rpython.rlib.objectmodel import r_dict, compute_hash

class Key(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b

def eq(x, y):
    return x.a == y.a and x.b == y.b

def hash_key(x):
    return compute_hash(x.a) ^ x.b

def entry_point(argv):
    d = r_dict(eq, hash_key, force_non_null=True)
    for i in range(20):
        d[Key("k%d" % (i % 7), i % 3)] = i * len(argv)
    print len(d), d[Key("k0", 0)], d[Key("k6", 1)]
    print Key("k" + str(5), 2) in d and "in" or "out", d.get(Key("zz", 0), -1)
    t = 0
    for k, v in d.iteritems():
        t = (t * 31 + v + k.b) % 1000003
    print t
    return 0


def target(driver, args):
    return entry_point, None
