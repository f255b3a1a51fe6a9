CONSTANT = 99


class Helper(object):
    def name(self):
        return "helper"


class Counter(object):
    def __init__(self):
        self.n = 10

    def bump(self):
        self.n += 1
        return self.n


counter = Counter()


def double(x):
    return x * 2


def shout(s):
    return s.upper() + "!"
