# The length of a repeated list does not wrap around.
# mends: a MemoryError of `l * n` is caught by the function that computes it
import sys


def repeated(l, n):
    try:
        return len(l * n)
    except MemoryError:
        return -1


def repeat(l, n):
    try:
        l *= n
    except MemoryError:
        return -1
    return len(l)


def entry_point(argv):
    big = sys.maxint if len(argv) < 9 else 2
    for length in [2, 4, 1500]:
        items = [len(argv)] * length
        print repeated(items, big), repeated(items, big // 2 + 2), repeated(items, 2)
        print repeat(items[:], big), repeat(items[:], big // 2 + 2), repeat(items[:], 2)
        print len(items)
    return 0


def target(driver, args):
    return entry_point, None
