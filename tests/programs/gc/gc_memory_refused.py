# Memory that the system refuses is a MemoryError, also where a collection needs it; what was alive then is intact
# slow: fills memory
# skip: untranslated (limits the memory of its own process)
# skip: interp (the same)
# skip: wasm (no setrlimit)
# skip: js (no setrlimit)
# skip: reference (ends with a fatal error)
from rpython.rtyper.lltypesystem import lltype, rffi

RLIMIT_AS = 9
MEGABYTE = 1024 * 1024
setrlimit = rffi.llexternal('setrlimit', [rffi.INT, rffi.SIGNEDP], rffi.INT)


def limit(megabytes):
    pair = lltype.malloc(rffi.SIGNEDP.TO, 2, flavor='raw')
    pair[0] = megabytes * MEGABYTE
    pair[1] = -1
    assert rffi.cast(lltype.Signed, setrlimit(RLIMIT_AS, pair)) == 0
    lltype.free(pair, flavor='raw')


class Node(object):
    def __init__(self, number, next):
        self.number = number
        self.next = next


class Pair(Node):
    def __init__(self, number, next, text):
        Node.__init__(self, number, next)
        self.text = text


def check(node, count):
    while node is not None:
        count -= 1
        assert node.number == count
        if isinstance(node, Pair):
            assert node.text == str(count) * (count % 50)
        node = node.next
    assert count == 0


def chain():
    node = None
    count = 0
    try:
        while True:
            node = Node(count, node)
            count += 1
    except MemoryError:
        check(node, count)
    return count


def pairs():
    node = None
    count = 0
    try:
        while True:
            node = Pair(count, node, str(count) * (count % 50))
            count += 1
    except MemoryError:
        check(node, count)
    return count


def nodes_in_list():
    nodes = []
    try:
        while True:
            nodes.append(Node(len(nodes), None))
    except MemoryError:
        pass
    for i in range(len(nodes)):
        assert nodes[i].number == i
    return len(nodes)


def texts(size):
    parts = []
    try:
        while True:
            parts.append(chr(65 + len(parts) % 26) * (size + len(parts) % 100))
    except MemoryError:
        pass
    for i in range(len(parts)):
        assert len(parts[i]) == size + i % 100
        assert parts[i][0] == parts[i][-1] == chr(65 + i % 26)
    return len(parts)


def names():
    d = {}
    try:
        while True:
            d[str(len(d))] = Node(len(d), None)
    except MemoryError:
        pass
    for key in d:
        assert str(d[key].number) == key
    return len(d)


def entry_point(argv):
    limit(220)
    first = chain()
    for i in range(3):
        print 'chain', chain() * 2 > first
        print 'pairs', pairs() > 10000
        print 'list', nodes_in_list() > 10000
        print 'short texts', texts(10) > 10000
        print 'texts', texts(300) > 1000
        print 'long texts', texts(30000) > 10
        print 'names', names() > 1000
    return 0


def target(driver, args):
    return entry_point, None
