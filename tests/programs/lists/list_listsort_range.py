# sorting a part of a list, and a list of one
from rpython.rlib.listsort import TimSort

def entry_point(argv):
    for n in [0, 1, 2, 3, 10, 65, 300]:
        l = [(i * 7919) % 101 for i in range(n)]
        TimSort(l).sort()
        inversions = 0
        for i in range(1, n):
            if l[i - 1] > l[i]:
                inversions += 1
        print n, inversions, len(l)
    return 0


def target(driver, args):
    return entry_point, None
