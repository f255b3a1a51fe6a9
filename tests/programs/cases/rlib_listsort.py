# rlib.listsort and rlib.rbisect: sorting and searching.
from _cases import entry_point_of
from rpython.rlib.listsort import TimSort, make_timsort_class, powerloop
from rpython.rlib.rbisect import bisect_left, bisect_right


def shown(l):
    return ' '.join([str(x) for x in l])


def case_short_lists():
    for l in [[5], [2, 1], [1, 2], [3, 1, 2], [2, 2, 1, 2]]:
        TimSort(l).sort()
        print shown(l),
    print
    l = [1]
    l.pop()
    TimSort(l).sort()
    print len(l)


def case_already_sorted_and_reversed():
    up = range(100)
    l = [x for x in up]
    TimSort(l).sort()
    print int(l == up)
    l = [99 - x for x in up]
    TimSort(l).sort()
    print int(l == up)


def pseudo_random(count, modulus):
    result = []
    x = 12345
    for i in range(count):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        result.append((x >> 8) % modulus)
    return result


def is_sorted(l):
    for i in range(len(l) - 1):
        if l[i] > l[i + 1]:
            return False
    return True


def case_many_numbers():
    for count in [10, 63, 64, 65, 200, 1000, 5000]:
        l = pseudo_random(count, 100000)
        total = 0
        for x in l:
            total += x
        TimSort(l).sort()
        for x in l:
            total -= x
        print count, int(is_sorted(l)), total


def case_many_equal_numbers():
    l = pseudo_random(3000, 7)
    counts = [0] * 7
    for x in l:
        counts[x] += 1
    TimSort(l).sort()
    print int(is_sorted(l))
    for x in l:
        counts[x] -= 1
    print shown(counts)


def case_long_runs_to_gallop():
    l = range(500) + range(250, 750) + range(0, 1000, 2) + [x for x in range(300, 0, -1)]
    TimSort(l).sort()
    print len(l), int(is_sorted(l)), l[0], l[-1], l[600]


class Card(object):
    def __init__(self, rank, number):
        self.rank = rank
        self.number = number


CardSort = make_timsort_class(lt=lambda a, b: a.rank < b.rank)


def case_equal_items_keep_their_order():
    cards = []
    ranks = pseudo_random(800, 5)
    for i in range(800):
        cards.append(Card(ranks[i], i))
    CardSort(cards).sort()
    stable = True
    for i in range(799):
        a, b = cards[i], cards[i + 1]
        if a.rank > b.rank or (a.rank == b.rank and a.number > b.number):
            stable = False
    print int(stable), cards[0].rank, cards[-1].rank


class Descending(TimSort):
    def lt(self, a, b):
        return a > b


def case_own_order():
    l = pseudo_random(50, 1000)
    Descending(l).sort()
    print int(is_sorted([-x for x in l]))


StringSort = make_timsort_class()


def case_strings():
    words = 'the cat sat on the mat and the dog sat on the cat'.split(' ')
    StringSort(words).sort()
    print ' '.join(words)


class Row(object):
    def __init__(self, cells):
        self.cells = cells


def get_cell(row, i):
    return row.cells[i]


def set_cell(row, i, value):
    row.cells[i] = value


def row_length(row):
    return len(row.cells)


def get_cells(row, start, stop):
    return Row(row.cells[start:stop])


RowSort = make_timsort_class(getitem=get_cell, setitem=set_cell, length=row_length, getitem_slice=get_cells)


def case_own_container():
    row = Row(pseudo_random(90, 400))
    RowSort(row).sort()
    print int(is_sorted(row.cells)), len(row.cells)


FirstSort = make_timsort_class()


def case_only_the_first_items():
    l = [9, 7, 8, 3, 2, 1]
    FirstSort(l, 3).sort()
    print shown(l)


def case_powerloop():
    print powerloop(0, 1, 1, 2), powerloop(0, 2, 2, 4), powerloop(5, 3, 8, 100), powerloop(0, 50, 50, 100),
    print powerloop(0, 25, 25, 100), powerloop(99, 1, 1, 101), powerloop(10, 1, 1, 1000)


def case_bisect_left():
    l = [10, 20, 20, 20, 30]
    for x in [5, 10, 15, 20, 25, 30, 35]:
        print bisect_left(l, x, len(l)),
    print bisect_left(l, 20, 1), bisect_left(l, 100, 3), bisect_left(l, 1, 0)


def case_bisect_right():
    l = [10, 20, 20, 20, 30]
    for x in [5, 10, 15, 20, 25, 30, 35]:
        print bisect_right(l, x, len(l)),
    print bisect_right(l, 20, 2), bisect_right(l, 100, 3), bisect_right(l, 1, 0)


def case_bisect_keeps_sorted():
    l = [0]
    for x in pseudo_random(60, 50):
        l.insert(bisect_right(l, x, len(l)), x)
    print len(l), int(is_sorted(l))
    print bisect_right(l, 25, len(l)) - bisect_left(l, 25, len(l))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
