# What programs check while types are inferred: check_annotation, types that functions declare.
from _cases import entry_point_of
from rpython.annotator import model
from rpython.annotator.signature import Sig
from rpython.rlib.debug import check_annotation
from rpython.rlib.objectmodel import enforceargs

seen = []


def must_be_int(s, bookkeeper):
    assert isinstance(s, model.SomeInteger)
    seen.append('int')


def case_checked_int():
    n = len('four')
    print check_annotation(n, must_be_int)


def never_resized(s, bookkeeper):
    s.listdef.never_resize()


def case_list_that_is_never_resized():
    lst = [3, 4, 5]
    check_annotation(lst, never_resized)
    lst[1] = 7
    print lst[0], lst[1], lst[2]


def items_are_strings(s, bookkeeper):
    assert isinstance(s, model.SomeList)
    assert isinstance(s.listdef.listitem.s_value, model.SomeString)
    assert isinstance(s.listdef.read_item(), model.SomeString)


def case_items_of_a_list():
    lst = ['a', 'bc']
    lst.append('def')
    check_annotation(lst, items_are_strings)
    print len(lst)


def keys_are_ints(s, bookkeeper):
    assert isinstance(s, model.SomeDict)
    assert isinstance(s.dictdef.dictkey.s_value, model.SomeInteger)
    assert isinstance(s.dictdef.dictvalue.s_value, model.SomeTuple)


def case_keys_of_a_dict():
    d = {}
    for i in range(3):
        d[i] = (i, 'x')
    check_annotation(d, keys_are_ints)
    print len(d)


class Node(object):
    def __init__(self):
        self.below = []


def children_are_nodes(s, bookkeeper):
    assert isinstance(s.listdef.listitem.s_value, model.SomeInstance)
    assert s.listdef.listitem.s_value.knowntype is Node


def case_list_of_instances():
    node = Node()
    node.below.append(Node())
    check_annotation(node.below, children_are_nodes)
    print len(node.below)


s_nonneg = model.SomeInteger(nonneg=True)


def shifted(x, n):
    return x << n
shifted._annenforceargs_ = Sig(int, s_nonneg)


def case_declared_by_a_signature():
    for n in range(3):
        print shifted(-5, n),
    print


def repeated(text, n):
    return text * n
repeated._annenforceargs_ = Sig(None, lambda s_text, s_n: model.SomeInteger())


def case_declared_by_a_function():
    for n in range(3):
        print repeated('ab', n) + '.',
    print


def second(a, b):
    return b
second._annenforceargs_ = Sig(lambda s_a, s_b: s_a, lambda s_a, s_b: s_a)


def case_declared_as_the_other_argument():
    for n in range(-1, 2):
        print second(n, len('abc') + n),
    print


def pair(a, b=5):
    return a + b
pair._annenforceargs_ = (int, int)


def case_default_is_declared_too():
    print pair(3), pair(3, -4)


@enforceargs(str, int)
def times(text, n):
    return text * n


def case_enforceargs():
    print times('xy', len('abc'))


class Frozen(object):
    _attrs_ = ['limit']

    def _freeze_(self):
        return True


FIRST, SECOND = Frozen(), Frozen()


def limit_of(n):
    if n:
        p = FIRST
    else:
        p = SECOND
    if n < 0:
        return p.limit
    return 3


def case_listed_attribute_of_frozen_constants():
    print limit_of(len('abc'))


def case_joined_nones():
    nothing = [None]
    print '<' + ','.join(nothing[:0]) + '>'


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
