# concatenation, repetition, extend, in-place forms
def show(l):
    print "[" + ",".join([str(x) for x in l]) + "]",

def entry_point(argv):
    n = len(argv)
    a = [1, 2]
    b = [3, n]
    show(a + b)
    show(a * 2)
    show(3 * b)
    show(a * 0)
    show([7] * (n - 5))
    print
    c = a
    c += b
    show(a)
    c.extend([9])
    c.extend(range(n + 1))
    show(c)
    a *= 2
    show(a)
    a.extend(a)
    print len(c)
    zeros = [0] * 5
    zeros[2] = 1
    show(zeros)
    show([n] + [])
    print
    return 0


def target(driver, args):
    return entry_point, None
