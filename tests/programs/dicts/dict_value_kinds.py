# values: lists, dicts, functions, classes, None-able
class A(object):
    def name(self):
        return "A"

class B(A):
    def name(self):
        return "B"

def inc(x):
    return x + 1

def dbl(x):
    return x * 2

OPS = {"inc": inc, "dbl": dbl}
CLASSES = {"a": A, "b": B}

def entry_point(argv):
    n = len(argv)
    print OPS["inc" * n](5), OPS["dbl"](n * 7)
    print CLASSES["b" * n]().name(), CLASSES["a"]().name()
    d = {"x": {"y": n}}
    d["x"]["z"] = 5
    print d["x"]["y"], d["x"]["z"], len(d["x"])
    lists = {}
    for i in range(10):
        if i % 3 not in lists:
            lists[i % 3] = []
        lists[i % 3].append(i)
    print len(lists[0]), len(lists[1]), lists[2][2]
    names = {1: "one", 2: None}
    print names[n], names[2] is None and "none" or "some"
    return 0


def target(driver, args):
    return entry_point, None
