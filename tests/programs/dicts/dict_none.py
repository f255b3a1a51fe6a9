# a dict or None; instance attributes holding dicts
class Scope(object):
    def __init__(self, parent):
        self.vars = {}
        self.parent = parent
    def lookup(self, name):
        s = self
        while s is not None:
            if name in s.vars:
                return s.vars[name]
            s = s.parent
        return -1

def maybe(n):
    if n:
        return {"k": 1}
    return None

def entry_point(argv):
    g = Scope(None)
    g.vars["x"] = 1
    l = Scope(g)
    l.vars["y"] = 2 * len(argv)
    print l.lookup("x"), l.lookup("y"), g.lookup("y")
    for i in range(2):
        d = maybe(i)
        if d is None:
            print "none"
        else:
            print d["k"]
    return 0


def target(driver, args):
    return entry_point, None
