# collections.OrderedDict
from collections import OrderedDict

def entry_point(argv):
    d = OrderedDict()
    d["z"] = 1
    d["a" * len(argv)] = 2
    d["m"] = 3
    del d["z"]
    d["z"] = 4
    for k in d:
        print k, d[k],
    print len(d)
    return 0


def target(driver, args):
    return entry_point, None
