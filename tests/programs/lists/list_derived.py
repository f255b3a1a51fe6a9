# slices, sums, multiples and copies share the kind of their items with where they come from
class A(object):
    def __init__(self, n):
        self.n = n

class B(A):
    pass

def show(l):
    t = ""
    for a in l:
        if a is None:
            t += "- "
        else:
            t += str(a.n) + " "
    print t

def slices(n):
    l = [B(1), B(2)]
    part = l[:n]
    part.append(A(3))
    part.append(None)
    show(l)
    show(part)

def sums(n):
    l = [B(n)]
    m = [B(2)]
    both = l + m
    both[0] = A(5)
    show(l)
    show(both)

def multiples(n):
    l = [B(n)] * 2
    l.append(A(7))
    show(l)

def copies(n):
    l = [B(n), B(2)]
    c = list(l)
    c.append(None)
    show(l)
    show(c)

def nested(n):
    l = [[n], [2, 3]]
    c = l[:1]
    c[0].append(9)
    print len(l[0]), len(c), l[:1] == c and "equal" or "different", l == [[n, 9], [2, 3]] and "equal" or "different"

def mixed(n):
    l = ["a"] * n
    c = l[:]
    c.append("long")
    print "".join(l), " ".join(c)

def entry_point(argv):
    n = len(argv)
    slices(n)
    sums(n)
    multiples(n)
    copies(n)
    nested(n)
    mixed(n)
    return 0


def target(driver, args):
    return entry_point, None
