# sorting with listsort: integers, strings by a function, stability
from rpython.rlib.listsort import TimSort, make_timsort_class

class Item(object):
    def __init__(self, key, name):
        self.key = key
        self.name = name

def lt(a, b):
    return a.key < b.key

ItemSort = make_timsort_class(lt=lt)

def str_lt(a, b):
    return a < b

StrSort = make_timsort_class(lt=str_lt)

def entry_point(argv):
    l = []
    x = 17
    for i in range(200):
        x = (x * 1103 + 977) % 1009
        l.append(x)
    TimSort(l).sort()
    ok = 1
    for i in range(1, len(l)):
        if l[i - 1] > l[i]:
            ok = 0
    print ok, l[0], l[100], l[199]
    items = [Item(3, "a"), Item(1, "b"), Item(3, "c"), Item(2, "d"), Item(1, "e")]
    ItemSort(items).sort()
    for it in items:
        print it.name,
    print
    words = "the quick brown fox jumps over the lazy dog".split(" ")
    StrSort(words).sort()
    print " ".join(words)
    down = range(50)
    down.reverse()
    TimSort(down).sort()
    print down[0], down[49]
    return 0


def target(driver, args):
    return entry_point, None
