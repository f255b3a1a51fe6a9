# move_to_end and delitem_if_value_is
# skip: untranslated (order)
from rpython.rlib.objectmodel import move_to_end, delitem_if_value_is

class V(object):
    pass

def entry_point(argv):
    d = {1: 1, 2: 2, 3: 3 * len(argv)}
    move_to_end(d, 1)
    for k in d:
        print k,
    print
    move_to_end(d, 3, last=False)
    for k in d:
        print k,
    print
    v = V()
    e = {"a": v, "b": V()}
    delitem_if_value_is(e, "b", v)
    print len(e)
    delitem_if_value_is(e, "a", v)
    print len(e)
    return 0


def target(driver, args):
    return entry_point, None
