# looking at the heap: roots, referents, sizes, types, instances found by class, the program's own flag
# skip: reference (crashes)
# skip: untranslated (the heap is not the program's)
# skip: interp (the heap is not the program's)
# skip: js (the heap is the host's)
from rpython.rlib import rgc
from rpython.rtyper.lltypesystem import lltype, llmemory


class Node(object):
    def __init__(self, number, left, right):
        self.number = number
        self.left = left
        self.right = right


class Special(Node):
    pass


class Other(object):
    pass


def t(b):
    return b and "T" or "F"


def numbers(gcrefs):
    """Sorted numbers of the nodes among these."""
    found = []
    for gcref in gcrefs:
        node = rgc.try_cast_gcref_to_instance(Node, gcref)
        if node is not None:
            found.append(node.number)
    result = ""
    for i in range(100):
        for number in found:
            if number == i:
                result += " %d" % i
    return result


def special_or_none(gcref):
    return rgc.try_cast_gcref_to_instance(Special, gcref)


def entry_point(argv):
    a = Node(1, None, None)
    b = Special(2, None, None)
    c = Node(3, a, b)
    d = Special(4, c, c)
    other = Other()
    print t(rgc.has_gcflag_extra())
    print numbers(rgc.get_rpy_referents(rgc.cast_instance_to_gcref(c)))
    print numbers(rgc.get_rpy_referents(rgc.cast_instance_to_gcref(d)))
    print len(rgc.get_rpy_referents(rgc.cast_instance_to_gcref(a)))
    print t(rgc.get_rpy_memory_usage(rgc.cast_instance_to_gcref(a)) >= 16), t(rgc.get_rpy_memory_usage(rgc.cast_instance_to_gcref(a)) <= 48)
    print t(rgc.get_rpy_type_index(rgc.cast_instance_to_gcref(a)) == rgc.get_rpy_type_index(rgc.cast_instance_to_gcref(c)))
    print t(rgc.get_rpy_type_index(rgc.cast_instance_to_gcref(a)) == rgc.get_rpy_type_index(rgc.cast_instance_to_gcref(b)))
    print t(rgc.try_cast_gcref_to_instance(Node, rgc.cast_instance_to_gcref(b)) is b)
    print t(rgc.try_cast_gcref_to_instance(Special, rgc.cast_instance_to_gcref(a)) is None)
    print t(rgc.try_cast_gcref_to_instance(Node, rgc.cast_instance_to_gcref(other)) is None)
    print t(rgc.try_cast_gcref_to_instance(Node, rgc.NULL_GCREF) is None)
    print t(rgc.get_gcflag_extra(rgc.cast_instance_to_gcref(a)))
    rgc.toggle_gcflag_extra(rgc.cast_instance_to_gcref(a))
    print t(rgc.get_gcflag_extra(rgc.cast_instance_to_gcref(a))), t(rgc.get_gcflag_extra(rgc.cast_instance_to_gcref(b)))
    rgc.collect()
    print t(rgc.get_gcflag_extra(rgc.cast_instance_to_gcref(a)))
    rgc.toggle_gcflag_extra(rgc.cast_instance_to_gcref(a))
    print t(rgc.get_gcflag_extra(rgc.cast_instance_to_gcref(a)))
    print t(len(rgc.get_rpy_roots()) > 0)
    specials = rgc.do_get_objects(special_or_none)
    print len(specials)
    total = 0
    for special in specials:
        total += special.number
    print total, t(rgc.get_gcflag_extra(rgc.cast_instance_to_gcref(b)))
    print a.number + b.number + c.number + d.number
    return 0


def target(driver, args):
    return entry_point, None
