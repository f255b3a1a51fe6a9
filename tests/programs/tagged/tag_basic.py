# tagged integers: made, read, told from objects of the same base class, called, caught when they are too large
# options: --translation-taggedpointers
# skip: untranslated (text of instances)
# skip: wasm (pointers have 32 bits, tagged integers 31)
import sys
from rpython.rlib import rgc
from rpython.rlib.objectmodel import UnboxedValue, compute_identity_hash


class Number(object):
    __slots__ = ()

    def twice(self):
        raise NotImplementedError

    def kind(self):
        return "number"


class Small(Number, UnboxedValue):
    __slots__ = 'value'

    def twice(self):
        return make(self.value * 2)

    def kind(self):
        return "small"


class Big(Number):
    __slots__ = ('high', 'low')

    def __init__(self, high, low):
        self.high = high
        self.low = low

    def twice(self):
        return Big(self.high * 2, self.low * 2)


def make(n):
    if n > 1000 or n < -1000:
        return Big(n // 1000, n % 1000)
    return Small(n)


prebuilt = [Small(7), Big(1, 2), Small(-8), None]
the_small = Small(11)


def show(x):
    if x is None:
        return "none"
    if isinstance(x, Small):
        return "small %d %d" % (x.value, x.get_untagged_value())
    assert isinstance(x, Big)
    return "big %d %d" % (x.high, x.low)


def kinds(x):
    if x is None:
        return "none"
    t = type(x)
    if t is Small:
        return x.kind() + " by type"
    return x.kind() + " of another type"


class Pair(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


def entry_point(argv):
    n = len(argv)
    for x in prebuilt:
        print show(x), "/", kinds(x)
        if x is not None:
            print "  twice:", show(x.twice())
    x = make(3 * n)
    for i in range(12):
        x = x.twice()
    print show(x)
    print the_small is Small(10 + n), the_small is Small(n)
    print str(Small(5 * n)), "%s" % (make(-n),)
    print compute_identity_hash(the_small) == compute_identity_hash(Small(10 + n))
    pairs = []
    for i in range(3000):
        pairs.append(Pair(make(i), make(-i * 7)))
        if i % 1000 == 0:
            rgc.collect()
    total = 0
    smalls = 0
    for pair in pairs:
        for item in [pair.left, pair.right]:
            if isinstance(item, Small):
                total += item.value
                smalls += 1
            else:
                assert isinstance(item, Big)
                total += item.high
    print total, smalls
    for value in [sys.maxint // 2, sys.maxint // 2 + n, -sys.maxint // 2 - 1, -sys.maxint // 2 - 1 - n, sys.maxint]:
        try:
            print Small(value).value == value
        except OverflowError:
            print "too large"
    table = {}
    table["a"] = make(5)
    table["b"] = make(5000)
    del pairs
    rgc.collect()
    print show(table["a"]), show(table["b"])
    return 0


def target(driver, args):
    return entry_point, None
