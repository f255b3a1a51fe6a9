# classes and methods made by functions at import time
def make_class(kind, factor):
    class Generated(object):
        def compute(self, n):
            return n * factor
        def label(self):
            return kind
    Generated.__name__ = "Generated_" + kind
    return Generated

Small = make_class("small", 2)
Large = make_class("large", 1000)

class Fields(object):
    pass

for _name in ["red", "green", "blue"]:
    def _getter(self, _name=_name):
        return _name + "!"
    setattr(Fields, "get_" + _name, _getter)

def entry_point(argv):
    n = len(argv)
    print Small().compute(n), Small().label(), Large().compute(n), Large().label()
    f = Fields()
    print f.get_red(), f.get_green(), f.get_blue()
    return 0


def target(driver, args):
    return entry_point, None
