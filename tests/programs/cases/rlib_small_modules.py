# Random numbers, SHA-1, lists that forget, raw arrays, marks on loops and functions.
# skip: js (64-bit words)
from rpython.rlib import rrandom, rsha, types
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rrandom import Random
from rpython.rlib.rrawarray import copy_list_to_raw_array, populate_list_from_raw_array
from rpython.rlib.rshrinklist import AbstractShrinkList
from rpython.rlib.signature import ClassSpec, FieldSpec, finishsigs, signature
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi
from _cases import entry_point_of


def case_random_from_a_number():
    r = Random(r_uint(1234))
    for i in range(4):
        print str(r.genrand32()),
    for i in range(3):
        print int(r.random() * 1000000000.0),
    print


def case_random_from_numbers():
    r = Random()
    r.init_by_array([r_uint(1), r_uint(2), r_uint(3), r_uint(4)])
    print str(r.genrand32()), int(r.random() * 1000000000.0)
    r.init_by_array([r_uint(0)])
    print str(r.genrand32())


def case_random_many():
    r = Random(r_uint(5))
    total = r_uint(0)
    for i in range(2000):
        total = (total * r_uint(31) + r.genrand32()) & r_uint(0xffffffff)
    print str(total), r.index


def case_random_again():
    r = Random(r_uint(7))
    first = r.genrand32()
    r.init_genrand(r_uint(7))
    print int(first == r.genrand32()), len(r.state)


def case_random_jumps():
    r = Random(r_uint(9))
    r.jumpahead(100)
    print str(r.genrand32()), str(r.genrand32())


def case_random_from_a_large_number():
    r = Random(r_uint(0xffffffff))
    print str(r.genrand32()), int(r.random() * 1000000.0)


def case_sha():
    for text in ['', 'abc', 'a' * 55, 'a' * 56, 'a' * 64, 'x' * 1000, '\x00\xff']:
        h = rsha.new(text)
        print h.hexdigest()


def case_sha_in_pieces():
    h = rsha.new()
    for piece in ['', 'some', ' ', 'text', 'z' * 100, 'q' * 28]:
        h.update(piece)
    print h.hexdigest(), int(h.hexdigest() == rsha.new('some text' + 'z' * 100 + 'q' * 28).hexdigest()), len(h.digest())


def case_sha_copies():
    h = rsha.new('common')
    other = h.copy()
    h.update('one')
    other.update('two')
    print h.hexdigest()[:8], other.hexdigest()[:8], rsha.new('commontwo').hexdigest()[:8], h.hexdigest()[:8]


class Item(object):
    alive = True

    def __init__(self, number):
        self.number = number


class Shrinking(AbstractShrinkList):
    def must_keep(self, item):
        return item.alive


def case_list_that_forgets():
    l = Shrinking()
    items = [Item(i) for i in range(50)]
    for item in items:
        l.append(item)
    print len(l.items()),
    for item in items:
        if item.number % 10 != 3:
            item.alive = False
    for i in range(50, 150):
        item = Item(i)
        items.append(item)
        l.append(item)
    kept = [item for item in l.items() if item.alive]
    print len(kept), kept[0].number, kept[5].number, int(len(l.items()) < 150)


class ShrinkAll(AbstractShrinkList):
    def must_keep(self, item):
        return False


def case_list_that_forgets_all():
    l = ShrinkAll()
    for i in range(1000):
        l.append(Item(i))
    print int(len(l.items()) < 40)


ARRAY = lltype.Array(lltype.Signed, hints={'nolength': True})
CHARS = rffi.CArray(lltype.Char)


def case_raw_array():
    array = lltype.malloc(ARRAY, 4, flavor='raw')
    copy_list_to_raw_array([5, -6, 7, 8], array)
    print array[0], array[1], array[3],
    l = []
    populate_list_from_raw_array(l, array, 3)
    print l
    lltype.free(array, flavor='raw')


def case_raw_array_of_characters():
    array = lltype.malloc(CHARS, 3, flavor='raw')
    copy_list_to_raw_array(['x', 'y', 'z'], array)
    l = []
    populate_list_from_raw_array(l, array, 3)
    print array[2], ''.join(l)
    lltype.free(array, flavor='raw')


@signature(types.int(), types.str(), returns=types.str())
def repeated(n, text):
    return text * n


@signature(types.list(types.int()), returns=types.int())
def first(l):
    return l[0]


@signature(types.float(), types.bool(), returns=types.float())
def half_if(x, flag):
    if flag:
        return x / 2.0
    return x


@signature(types.unicode(), types.char(), types.none(), returns=types.int())
def lengths(u, c, nothing):
    return len(u) + ord(c)


def case_signatures():
    print repeated(3, 'ab'), first([4, 5]), int(half_if(5, True) * 10.0), int(half_if(5.0, False)), lengths(u'abc', '\x01', None)


class Node(object):

    def __init__(self, value):
        self.value = value


@signature(types.instance(Node), types.any(), returns=types.instance(Node))
def linked(node, extra):
    return Node(node.value + extra)


@signature(types.dict(types.str(), types.int()), types.array(types.int()), returns=types.none())
def fill(d, l):
    d['sum'] = l[0] + l[1]


def case_signatures_of_objects():
    print linked(Node(3), 4).value,
    d = {'x': 1}
    fill(d, [5, 6])
    print d['sum'], len(d)


@signature(types.list(types.int()), returns=types.list(types.int()))
def pushed(l):
    l.append(9)
    return l


@signature(types.array(types.float()), returns=types.float())
def last(l):
    return l[len(l) - 1]


@signature(types.instance(Node, can_be_None=True), types.str(can_be_None=True), returns=types.int())
def value_of(node, text):
    if node is None:
        return -1
    if text is None:
        return node.value
    return node.value + len(text)


def case_signatures_of_lists():
    l = pushed([n * 2 for n in range(3)])
    l.append(10)
    print l, len(pushed([])), int(last([1.5, 2.5]) * 10.0)


def case_signatures_with_none():
    print value_of(None, 'x'), value_of(Node(5), None), value_of(Node(5), 'abc')


@finishsigs
class Counter(object):
    def __init__(self):
        self.count = 0

    @signature(types.self(), types.int(), returns=types.none())
    def add(self, n):
        self.count += n

    @signature(types.self(), types.self(), returns=types.bool())
    def same(self, other):
        return self.count == other.count


def case_signatures_of_methods():
    a, b = Counter(), Counter()
    a.add(5)
    b.add(2)
    print int(a.same(b)),
    b.add(3)
    print int(a.same(b))


UNROLLED = unrolling_iterable([('int', 5), ('str', 'text'), ('float', 2.5)])


@specialize.arg(0)
def kind(x):
    if isinstance(x, int):
        return 'an int'
    elif isinstance(x, str):
        return 'a str of ' + str(len(x))
    return 'other'


def case_unrolled_loop():
    for name, value in UNROLLED:
        print name, kind(value),
    print
    for i in range(3):
        print i,
    print


def case_unrolled_loop_with_breaks():
    found = 'nothing'
    for name, value in UNROLLED:
        if name == 'int':
            continue
        if isinstance(value, str):
            found = value
            break
    print found


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
