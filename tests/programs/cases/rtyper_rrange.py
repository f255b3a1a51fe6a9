# range() and xrange(): iteration, lists made of them, and iterators that stay what they are.
from _cases import entry_point_of


class Holder(object):
    def __init__(self, numbers):
        self.numbers = numbers


def case_one_argument():
    for n in [0, 1, 4, -2]:
        total = 0
        for i in range(n):
            total = total * 10 + i + 1
        print total,
    print


def case_two_arguments():
    for start, stop in [(2, 5), (5, 2), (-2, 1), (3, 3)]:
        for i in range(start, stop):
            print i,
        print '.',
    print


def case_step():
    for start, stop, step in [(0, 10, 3), (10, 0, -3), (0, 10, -1), (-5, 6, 5)]:
        if step > 0:
            for i in range(start, stop, 3):
                print i,
        else:
            for i in range(start, stop, -3):
                print i,
        print '.',
    print


def case_step_known_at_run_time():
    for step in [2, -2, 5]:
        for i in range(0, step * 3, step):
            print i,
        for i in xrange(9, 9 + step * 2, step):
            print i,
        print '.',
    print


def case_step_zero():
    for step in [0, 1]:
        try:
            count = 0
            for i in range(0, 3, step):
                count += 1
            print count
        except ValueError:
            print 'step 0'


def case_length_and_items():
    for n in [1, 5]:
        l = range(n)
        print len(l), l[0], l[-1], l[n - 1]


def case_index_out_of_range():
    l = range(3)
    for i in [2, 3, -3, -4]:
        try:
            print l[i],
        except IndexError:
            print 'no',
    print


def case_becomes_a_list():
    for n in [3, 0]:
        l = range(n)
        l.append(100)
        l.insert(0, -1)
        print len(l), l[0], l[-1]


def case_item_assigned():
    l = range(4)
    for i in [1, 2]:
        l[i] = l[i] * 10
    print l[0], l[1], l[2], l[3]


def case_equal_to_a_list():
    for n in [2, 3]:
        print int(range(n) == [0, 1]), int([0, 1, 2] == range(n)), int(range(n) == range(2))


def case_reversed_and_copied():
    l = range(5)
    l.reverse()
    copy = l[:]
    copy.append(7)
    print l[0], len(l), copy[-1], len(copy)


def case_enumerate():
    for i, n in enumerate(range(10, 16, 2)):
        print i, n,
    print


def case_iterator_by_hand():
    it = iter(range(2))
    for attempt in range(3):
        try:
            print it.next(),
        except StopIteration:
            print 'end',
    print


def case_modified_counter():
    for i in xrange(3):
        i *= 10
        print i,
    print


def case_in_an_instance():
    for h in [Holder(range(3)), Holder(range(3))]:
        for n in h.numbers:
            print n,
        print '.',
    print


def case_else():
    for stop in [2, 9]:
        for i in range(stop):
            if i == 5:
                print 'found'
                break
        else:
            print 'not found'


def case_comprehension():
    for n in [3, 4]:
        squares = [i * i for i in range(n) if i != 1]
        print len(squares), squares[-1],
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
