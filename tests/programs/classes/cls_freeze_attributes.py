# Attributes of frozen instances: of one that is known, and of sets where the types differ.


class Frozen(object):
    def _freeze_(self):
        return True


one = Frozen()
one.value = 10
one.extra = [8]
one.rank = 5
two = Frozen()
two.value = 5
two.extra = ['text']
two.rank = 6
three = Frozen()
three.value = 2.5


def whole(i):
    if i > 0:
        return one
    return two


def mixed(i):
    if i > 5:
        return two
    return three


def head(frozen):
    return frozen.extra[0]


def entry_point(argv):
    for i in [0, 5, 10]:
        a = whole(i)
        b = mixed(i)
        print a.value, int(b.value * 10.0), head(one) + a.rank
    one.extra[0] = len(argv)
    print head(one)
    return 0


def target(driver, args):
    return entry_point, None
