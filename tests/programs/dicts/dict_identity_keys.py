# user classes as keys go by identity whatever they define
# skip: untranslated (__eq__ and __hash__ are not called)
class P(object):
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
    def __ne__(self, other):
        return self.x != other.x
    def __hash__(self):
        return self.x

def entry_point(argv):
    a = P(len(argv))
    b = P(1)
    d = {a: "a"}
    print a in d, b in d
    d[b] = "b"
    print len(d), d[a], d[b]
    return 0


def target(driver, args):
    return entry_point, None
