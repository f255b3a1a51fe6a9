# A MemoryError that nobody handles ends the program with a message, when the system refuses memory to a collection
# slow: fills memory
# skip: untranslated (limits the memory of its own process)
# skip: interp (the same)
# skip: wasm (no setrlimit)
# skip: js (no setrlimit)
# skip: reference (its message says how much memory was asked for)
# status: 134
from rpython.rtyper.lltypesystem import lltype, rffi

RLIMIT_AS = 9
setrlimit = rffi.llexternal('setrlimit', [rffi.INT, rffi.SIGNEDP], rffi.INT)


class Node(object):
    def __init__(self, next):
        self.next = next


def grow(node, count):
    while count != 0:
        node = Node(node)
        count += 1
    return node


def entry_point(argv):
    pair = lltype.malloc(rffi.SIGNEDP.TO, 2, flavor='raw')
    pair[0] = 120 * 1024 * 1024
    pair[1] = -1
    assert rffi.cast(lltype.Signed, setrlimit(RLIMIT_AS, pair)) == 0
    lltype.free(pair, flavor='raw')
    print 'growing'
    print grow(None, 1) is None
    return 0


def target(driver, args):
    return entry_point, None
