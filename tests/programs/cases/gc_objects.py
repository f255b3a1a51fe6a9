# Managed memory: what is alive stays alive and right through collections, whatever it is and wherever it is referred to from.
from _cases import entry_point_of
from rpython.rlib import rgc
from rpython.rlib.objectmodel import compute_identity_hash, compute_unique_id, keepalive_until_here
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop


class Node(object):
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def garbage(n):
    """Fills memory with what is dead at once."""
    total = 0
    for i in range(n):
        total += Node(i, Node(i)).value
    return total


def case_local_variable_survives():
    node = Node(42)
    rgc.collect()
    garbage(3000)
    rgc.collect()
    print node.value


def case_long_list_survives():
    head = None
    for i in range(20000):
        head = Node(i, head)
    rgc.collect()
    count, total = 0, 0
    while head is not None:
        count += 1
        total += head.value
        head = head.next
    print count, total


def case_cycle_dies_quietly():
    for i in range(200):
        a = Node(1)
        a.next = Node(2, a)
    rgc.collect()
    print 'done'


def case_cycle_survives():
    a = Node(1)
    a.next = Node(2, a)
    rgc.collect()
    garbage(2000)
    rgc.collect()
    print a.next.next.value, a.next.value


def case_list_of_objects():
    l = [Node(i) for i in range(5000)]
    rgc.collect()
    garbage(1000)
    total = 0
    for node in l:
        total += node.value
    print total


def case_list_grows_between_collections():
    l = []
    for i in range(3000):
        l.append(Node(i))
        if i % 500 == 0:
            rgc.collect()
    total = 0
    for node in l:
        total += node.value
    print len(l), total


def case_dict_of_objects():
    d = {}
    for i in range(2000):
        d[i * 7] = Node(i)
    rgc.collect()
    garbage(1000)
    total = 0
    for key in d:
        total += d[key].value
    print len(d), total


def case_objects_as_keys():
    nodes = [Node(i) for i in range(500)]
    d = {}
    for node in nodes:
        d[node] = node.value * 2
    rgc.collect()
    garbage(1000)
    rgc.collect()
    wrong = 0
    for node in nodes:
        if d[node] != node.value * 2:
            wrong += 1
    print wrong


def case_identity_hash_through_collections():
    nodes = [Node(i) for i in range(100)]
    hashes = [compute_identity_hash(node) for node in nodes]
    rgc.collect()
    garbage(5000)
    rgc.collect()
    same = 0
    for i in range(100):
        if compute_identity_hash(nodes[i]) == hashes[i]:
            same += 1
    print same


def case_unique_id_through_collections():
    a, b = Node(1), Node(2)
    id_a, id_b = compute_unique_id(a), compute_unique_id(b)
    rgc.collect()
    garbage(5000)
    rgc.collect()
    print int(compute_unique_id(a) == id_a), int(compute_unique_id(b) == id_b), int(id_a == id_b)


class Holder(object):
    node = None
    text = ''


holder = Holder()


def case_prebuilt_object_refers_to_new_one():
    holder.node = Node(9, Node(10))
    rgc.collect()
    garbage(3000)
    rgc.collect()
    print holder.node.next.value
    holder.node = None


prebuilt_list = [Node(-1)]


def case_prebuilt_list_refers_to_new_ones():
    for i in range(100):
        prebuilt_list.append(Node(i))
    rgc.collect()
    garbage(2000)
    total = 0
    for node in prebuilt_list:
        total += node.value
    print len(prebuilt_list), total
    del prebuilt_list[1:]


prebuilt_dict = {'a': Node(5)}


def case_prebuilt_dict_refers_to_new_ones():
    prebuilt_dict['b'] = Node(6)
    rgc.collect()
    garbage(2000)
    print prebuilt_dict['a'].value + prebuilt_dict['b'].value
    del prebuilt_dict['b']


def case_old_object_refers_to_young_one():
    old = Node(1)
    rgc.collect()
    for i in range(50):
        old.next = Node(i, old.next)
        garbage(200)
    total = 0
    node = old.next
    while node is not None:
        total += node.value
        node = node.next
    print total


def case_old_list_refers_to_young_objects():
    l = [Node(0)] * 3000
    rgc.collect()
    for i in range(0, 3000, 100):
        l[i] = Node(i)
        garbage(100)
    total = 0
    for node in l:
        total += node.value
    print total


def case_strings_survive():
    words = []
    for i in range(2000):
        words.append('word%d' % i)
    rgc.collect()
    text = ' '.join(words)
    print len(text), text[:12], words[1999]


def case_large_string():
    s = 'abcdefgh' * 50000
    rgc.collect()
    garbage(1000)
    print len(s), s[399999], s[200000]


def case_string_builder():
    b = StringBuilder()
    for i in range(3000):
        b.append(str(i))
        b.append_multiple_char('.', i % 3)
        if i % 1000 == 0:
            rgc.collect()
    s = b.build()
    print len(s), s[:10], s[13885:]


def case_unicode_builder():
    b = UnicodeBuilder()
    for i in range(1000):
        b.append(unichr(200 + i % 50))
    u = b.build()
    rgc.collect()
    print len(u), ord(u[49]), ord(u[50])


def case_tuples_survive():
    l = []
    for i in range(1000):
        l.append((i, str(i), Node(i)))
    rgc.collect()
    garbage(1000)
    a, b, c = l[777]
    print a, b, c.value


def case_array_of_floats():
    l = [float(i) / 2 for i in range(10000)]
    rgc.collect()
    garbage(500)
    total = 0.0
    for x in l:
        total += x
    print int(total)


def tree(depth):
    if depth == 0:
        return None
    return Tree(tree(depth - 1), tree(depth - 1))


class Tree(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        n = 1
        if self.left is not None:
            n += self.left.count()
        if self.right is not None:
            n += self.right.count()
        return n


def case_trees():
    kept = tree(10)
    for i in range(5):
        tree(9)
    rgc.collect()
    print kept.count()


def deep(n, node):
    if n == 0:
        rgc.collect()
        return node.value
    other = Node(n, node)
    result = deep(n - 1, other)
    return result + other.next.value


def case_collection_deep_in_recursion():
    print deep(200, Node(1))


def case_collection_in_handler():
    node = Node(3)
    try:
        raise ValueError
    except ValueError:
        rgc.collect()
        garbage(500)
    print node.value


class Failure(Exception):
    def __init__(self, node):
        self.node = node


def fail(node):
    garbage(100)
    raise Failure(Node(node.value + 1))


def case_exception_carries_object():
    try:
        fail(Node(4))
    except Failure, e:
        rgc.collect()
        garbage(500)
        print e.node.value


def case_list_is_emptied_and_filled():
    l = []
    for turn in range(5):
        for i in range(400):
            l.append(Node(i))
        rgc.collect()
        del l[:]
    print len(l)


STRUCT = lltype.GcForwardReference()
STRUCT.become(lltype.GcStruct('cell', ('value', lltype.Signed), ('next', lltype.Ptr(STRUCT))))


def case_low_level_structs():
    head = lltype.nullptr(STRUCT)
    for i in range(3000):
        cell = lltype.malloc(STRUCT)
        cell.value = i
        cell.next = head
        head = cell
    rgc.collect()
    total = 0
    while head:
        total += head.value
        head = head.next
    print total


ARRAY = lltype.GcArray(lltype.Ptr(STRUCT))


def case_low_level_array_of_pointers():
    a = lltype.malloc(ARRAY, 1000)
    for i in range(1000):
        a[i] = lltype.nullptr(STRUCT)
    rgc.collect()
    for i in range(0, 1000, 3):
        a[i] = lltype.malloc(STRUCT, zero=True)
        a[i].value = i
        if i % 99 == 0:
            garbage(300)
    rgc.collect()
    total = 0
    for i in range(1000):
        if a[i]:
            total += a[i].value
    print total


def case_arraycopy():
    a = lltype.malloc(ARRAY, 20, zero=True)
    for i in range(10):
        a[i] = lltype.malloc(STRUCT, zero=True)
        a[i].value = i
    b = lltype.malloc(ARRAY, 20, zero=True)
    rgc.collect()
    rgc.ll_arraycopy(a, b, 2, 5, 8)
    a = b
    garbage(2000)
    rgc.collect()
    print int(bool(a[4])), a[5].value, a[12].value, int(bool(a[13]))


TEXT = lltype.GcStruct('text', ('n', lltype.Signed), ('chars', lltype.Array(lltype.Char)))


def case_shrink_array():
    t = lltype.malloc(TEXT, 10)
    t.n = 5
    for i in range(10):
        t.chars[i] = chr(97 + i)
    t = rgc.ll_shrink_array(t, 4)
    garbage(500)
    rgc.collect()
    print t.n, len(t.chars), t.chars[0], t.chars[3]


def case_collect_young_only():
    node = Node(8)
    rgc.collect(0)
    garbage(100)
    rgc.collect(0)
    print node.value


def case_disable_and_enable():
    rgc.disable()
    print int(rgc.isenabled())
    l = [Node(i) for i in range(2000)]
    rgc.enable()
    print int(rgc.isenabled()), len(l)


def case_collect_in_steps():
    node = Node(12)
    steps = 0
    while True:
        states = rgc.collect_step()
        steps += 1
        if rgc.is_done(states) or steps > 1000:
            break
    print node.value, int(steps < 1000)


def case_memory_pressure():
    for i in range(10):
        rgc.add_memory_pressure(1000000)
    node = Node(1)
    garbage(100)
    print node.value


def case_kept_alive():
    node = Node(77)
    rgc.collect()
    keepalive_until_here(node)
    print node.value


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
