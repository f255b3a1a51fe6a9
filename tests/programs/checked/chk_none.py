# an attribute of None
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
class A(object):
    def __init__(self, n):
        self.n = n


def find(n):
    if n > 5:
        return A(n)
    return None


def value(a):
    return a.n                  # here


def entry_point(argv):
    print value(find(len(argv) + 6))
    print value(find(len(argv)))
    return 0


def target(driver, args):
    return entry_point, None
