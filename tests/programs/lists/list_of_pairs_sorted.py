# sorting tuples by a key function through a timsort class
from rpython.rlib.listsort import make_timsort_class

def by_second(a, b):
    return a[1] < b[1]

def by_name_length(a, b):
    if len(a) == len(b):
        return a < b
    return len(a) < len(b)

PairSort = make_timsort_class(lt=by_second)
NameSort = make_timsort_class(lt=by_name_length)

def entry_point(argv):
    l = [("a", 5), ("b", 1), ("c", 3), ("d", 1 * len(argv))]
    PairSort(l).sort()
    for k, v in l:
        print k, v,
    print
    names = ["pear", "fig", "banana", "kiwi", "apple", "date"]
    NameSort(names).sort()
    print " ".join(names)
    return 0


def target(driver, args):
    return entry_point, None
