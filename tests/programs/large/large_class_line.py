# A line of 120 classes: what is found for one class must not be found again for each below it.

from rpython.rlib.unroll import unrolling_iterable

ITERABLE = unrolling_iterable(range(1, 120, 7))


class C0(object):
    def number(self):
        return 0

    def double(self):
        return 2 * self.number()


def derive(base, i):
    class Derived(base):
        step = i

        def __init__(self):
            self.value = i

        def number(self):
            return self.value + 1
    return Derived


CLASSES = [C0]
for i in range(120):
    CLASSES.append(derive(CLASSES[-1], i))
for i in range(120):
    setattr(CLASSES[i], 'attr_%d' % i, i)


def make(n):
    if n == 0:
        return C0()
    for i in ITERABLE:
        if n == i:
            return CLASSES[i]()
    return CLASSES[120]()


def entry_point(argv):
    total = 0
    for n in range(301):
        total += make(n).double()
    print total, make(8).number(), make(3).number()
    return 0


def target(*args):
    return entry_point, None
