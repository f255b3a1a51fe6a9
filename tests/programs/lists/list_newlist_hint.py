# newlist_hint and resizelist_hint change no meaning
from rpython.rlib.objectmodel import newlist_hint, resizelist_hint

def entry_point(argv):
    l = newlist_hint(10 * len(argv))
    print len(l)
    for i in range(20):
        l.append(i)
    resizelist_hint(l, 100)
    print len(l), l[19]
    return 0


def target(driver, args):
    return entry_point, None
