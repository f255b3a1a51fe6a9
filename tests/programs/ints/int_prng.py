# linear congruential and shift generators in 31 bits
class Lcg(object):
    def __init__(self, seed):
        self.state = seed
    def next(self):
        self.state = (self.state * 1103 + 12345) & 0x7fff
        return self.state

class Shift(object):
    def __init__(self, seed):
        self.state = seed
    def next(self):
        x = self.state
        x ^= (x << 7) & 0xffff
        x ^= x >> 9
        x ^= (x << 8) & 0xffff
        self.state = x
        return x

def entry_point(argv):
    a = Lcg(1)
    b = Shift(len(argv))
    for i in range(8):
        print a.next(), b.next(),
    print
    period = 0
    c = Shift(1)
    while True:
        period += 1
        if c.next() == 1:
            break
    print period
    return 0


def target(driver, args):
    return entry_point, None
