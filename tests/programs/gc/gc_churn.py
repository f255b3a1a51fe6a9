# much garbage with long-lived structures that are updated
class Cell(object):
    def __init__(self, n):
        self.n = n
        self.other = None
        self.data = [n, n + 1]

def entry_point(argv):
    live = [Cell(i) for i in range(100)]
    x = len(argv)
    for i in range(200000):
        x = (x * 1103515245 + 12345) & 0xfffff
        c = Cell(x)
        k = x % 100
        if x % 7 == 0:
            c.other = live[k]
            if c.other.other is not None:
                c.other.other = None
            live[k] = c
        else:
            live[k].data[0] = x
    t = 0
    for c in live:
        t = (t * 31 + c.n + c.data[0]) % 1000003
        if c.other is not None:
            t += 1
    print t
    return 0


def target(driver, args):
    return entry_point, None
