# A prebuilt instance whose class has __call__.


class Adder(object):
    def __init__(self, n):
        self.n = n

    def __call__(self, m):
        return self.n + m


add_three = Adder(3)


def entry_point(argv):
    print add_three.n  #! error: prebuilt Adder instance, __call__
    return 0


def target(driver, args):
    return entry_point, None
