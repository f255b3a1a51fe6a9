# nested classes, class constants, doc strings, names
class Outer(object):
    "outer doc"
    LIMIT = 10
    class Inner(object):
        value = 3
        def get(self):
            return self.value + Outer.LIMIT

def foo():
    "foo doc"
    return Outer.Inner().get()

def entry_point(argv):
    print Outer.__doc__, Outer.__name__, Outer.Inner.value, Outer.Inner().get() * len(argv)
    print foo.__name__, foo.__doc__, foo()
    return 0


def target(driver, args):
    return entry_point, None
