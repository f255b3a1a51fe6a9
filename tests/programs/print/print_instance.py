# an instance prints its class's name and an address; None as an instance prints NULL
# skip: untranslated (module names, NULL)
class Animal(object):
    pass

class Dog(Animal):
    def __str__(self):
        return "never called"

def make(n):
    if n == 0:
        return None
    if n == 1:
        return Animal()
    return Dog()

def prefix(s, n):
    assert n >= 0
    return s[:n]

def entry_point(argv):
    for i in range(3):
        a = make(i)
        if a is None:
            print a
        else:
            s = str(a)
            cut = s.find("0x")
            assert cut >= 0
            print prefix(s, cut), s.endswith(">"), len(s) > cut + 2
            s = "%s|%r" % (a, a)
            print s.count("object at 0x")
    return 0


def target(driver, args):
    return entry_point, None
