# `[x] * n` of one item: zero and others, of all kinds, negative counts, changes that must not be shared
class Box(object):
    def __init__(self, value):
        self.value = value


def show(l):
    total = 0
    for x in l:
        total = total * 3 + x
    print len(l), total


def count_of(argv):
    return len(argv) + 4


def numbers(n):
    a = [0] * n
    b = [7] * n
    a[0] = 1
    b[n - 1] = 2
    show(a)
    show(b)
    a.append(5)
    show(a)
    show([0] * (n - 10))
    show([9] * (0 * n))
    c = n * [4]
    c[1] = 0
    show(c)


def others(n):
    texts = [''] * n
    texts[1] = 'one'
    print '|'.join(texts)
    print ''.join(['x'] * n), len(['\x00'] * n), ord((['\x00'] * n)[n - 1])
    boxes = [None] * n
    boxes[2] = Box(3)
    for b in boxes:
        if b is None:
            print 'none',
        else:
            print b.value,
    print
    same = [Box(1)] * n
    same[0].value = 8
    print same[n - 1].value
    floats = [0.0] * n
    negative = [-0.0] * n
    print len(floats), int(1.0 / (floats[0] + 2.0) == 0.5), int(str(negative[1])[0] == '-')
    flags = [False] * n
    flags[3] = True
    print int([int(f) for f in flags] == [0, 0, 0, 1] + [0] * (n - 4))
    nested = [[0] * n] * 2
    nested[0][1] = 6
    show(nested[1])


def used_twice(n):
    one = [3]
    many = one * n
    one[0] = 4
    show(one)
    show(many)


def entry_point(argv):
    n = count_of(argv)
    numbers(n)
    others(n)
    used_twice(n)
    return 0


def target(driver, args):
    return entry_point, None
