# Lists: their methods, operators, and what they raise.
from _cases import entry_point_of


class Thing(object):
    def __init__(self, n):
        self.n = n


class Special(Thing):
    pass


def show(l):
    text = '['
    for n in l:
        text += str(n) + ' '
    print text + ']',


def numbers(n):
    return [i * 10 for i in range(n)]


def last_of(l=[3, 4]):
    return l[-1]


def case_append_and_length():
    for n in [0, 1, 5]:
        l = []
        for i in range(n):
            l.append(i * i)
        show(l)
        print len(l), int(bool(l))


def case_items_from_both_ends():
    l = numbers(4)
    for i in [0, 3, -1, -4]:
        print l[i],
    l[-2] = 7
    l[1] += 5
    show(l)
    print


def case_index_error_on_read():
    l = numbers(3)
    for i in [2, 3, -3, -4, 100]:
        try:
            print l[i],
        except IndexError:
            print 'no',
    print


def case_index_error_on_write():
    for i in [0, -2, 2, -3]:
        l = numbers(2)
        try:
            l[i] = 1
        except IndexError:
            print 'no',
        show(l)
    print


def case_index_error_on_delete():
    for i in [0, -1, 3, -4]:
        l = numbers(3)
        try:
            del l[i]
        except IndexError:
            print 'no',
        show(l)
    print


def case_pop():
    l = numbers(6)
    print l.pop(), l.pop(0), l.pop(1), l.pop(-1),
    show(l)
    print


def case_pop_of_nothing():
    for n in [0, 1]:
        l = numbers(n)
        for i in range(2):
            try:
                print l.pop(),
            except IndexError:
                print 'empty',
    print


def case_pop_at_a_wrong_place():
    for i in [1, 2, -3, 5]:
        l = numbers(2)
        try:
            print l.pop(i),
        except IndexError:
            print 'no',
        print len(l),
    print


def case_insert():
    for i in [0, 1, 3]:
        l = numbers(3)
        l.insert(i, 5)
        show(l)
    print


def case_extend():
    for n in [0, 3]:
        l = numbers(2)
        l.extend(numbers(n))
        l.extend([1])
        show(l)
    l = numbers(2)
    l.extend(l)
    show(l)
    print


def case_extend_by_text():
    for text in ['', 'xyz']:
        l = ['a']
        l.extend(text)
        l += text
        print len(l), ''.join(l)


def case_plus():
    for n in [0, 2]:
        l = numbers(n) + [1, 2]
        m = [7] + numbers(n)
        l.append(3)
        show(l)
        show(m)
    print


def case_plus_equal_keeps_the_list():
    l = numbers(2)
    m = l
    l += [5]
    show(m)
    print int(l is m)


def case_times():
    for n in [0, 1, 3, -2]:
        show([1, 2] * n)
        show(n * [9])
    print


def case_times_equal():
    for n in [2, 0]:
        l = numbers(2)
        m = l
        l *= n
        show(m)
        print len(l)


def case_reverse():
    for n in [0, 1, 4, 5]:
        l = numbers(n)
        l.reverse()
        show(l)
    print


def case_contains():
    l = numbers(4)
    for n in [0, 5, 30, -1]:
        print int(n in l), int(n not in l),
    print int('b' in ['a', 'b']), int('xy' in ['x', 'y'])


def case_index():
    l = numbers(3) + [10]
    for n in [0, 10, 20, 7]:
        try:
            print l.index(n),
        except ValueError:
            print 'no',
    print


def case_remove():
    for n in [0, 10, 7]:
        l = numbers(2) + [10]
        try:
            l.remove(n)
        except ValueError:
            print 'no',
        show(l)
    print


def case_equality():
    for n in [2, 3]:
        print int(numbers(n) == [0, 10]), int(numbers(n) != [0, 10]), int(numbers(n) == numbers(n)), int(numbers(n) is numbers(n))
    print int([[1], [2]] == [[1], [2]]), int(['a'] == ['b'])


def case_equality_of_instances_is_identity():
    t = Thing(1)
    for other in [t, Thing(1)]:
        print int([t] == [other]), int(other in [t])


def case_lists_of_lists():
    grid = []
    for y in range(3):
        grid.append([0] * 2)
    grid[1][0] = 5
    grid[2] = [1, 2, 3]
    for row in grid:
        show(row)
    print


def case_lists_of_instances():
    l = [Thing(1), Special(2)]
    l.append(Special(3))
    total = 0
    for thing in l:
        total += thing.n
        print int(isinstance(thing, Special)),
    print total


def case_none_among_the_items():
    l = [Thing(4), None]
    for thing in l:
        if thing is None:
            print 'none',
        else:
            print thing.n,
    texts = [None, 'x']
    for text in texts:
        if text is not None:
            print text,
        else:
            print '-',
    print


def case_iteration_while_it_grows():
    l = [1]
    for n in l:
        if len(l) < 5:
            l.append(n * 2)
    show(l)
    print


def case_iteration_while_it_shrinks():
    l = numbers(6)
    for n in l:
        print n,
        l.pop()
    print


def case_iterator():
    it = iter(numbers(2))
    total = 0
    while True:
        try:
            total += it.next()
        except StopIteration:
            break
    print total


def case_reversed():
    for n in reversed(numbers(4)):
        print n,
    print


def case_enumerate_from():
    for i, n in enumerate(numbers(3)):
        print i, n,
    for i, c in enumerate(['a', 'b']):
        print i, c,
    print


def case_unpacking():
    for a, b in [[1, 2], [3, 4]]:
        print a + b,
    x, y, z = [5, 6, 7]
    print x, y, z


def case_truth_of_none_or_list():
    for n in [0, 1, 2]:
        l = None
        if n:
            l = numbers(n - 1)
        if l:
            print 'full',
        elif l is None:
            print 'none',
        else:
            print 'empty',
    print


def case_comprehensions():
    for n in [0, 4]:
        show([i + 1 for i in numbers(n)])
        show([i for i in numbers(n) if i > 10])
        show([i + j for i in range(n) for j in range(2) if i != j])
    print


def case_list_of_something():
    for text in ['', 'abc']:
        print len(list(text)), ','.join(list(text)),
    l = numbers(2)
    m = list(l)
    m.append(1)
    print len(l), len(m)


def case_prebuilt_list_is_changed():
    GLOBAL.append(len(GLOBAL))
    GLOBAL[0] += 1
    show(GLOBAL)
    print


def case_prebuilt_list_stays_changed():
    GLOBAL.append(100)
    show(GLOBAL)
    print


GLOBAL = [5, 6]


def case_default_argument():
    print last_of(), last_of([9])


def case_return_or_raise():
    def first(l):
        if not l:
            raise ValueError
        return l[0]
    for n in [0, 2]:
        try:
            print first(numbers(n)),
        except ValueError:
            print 'no',
    print


def case_growing_and_shrinking_much():
    l = []
    for i in range(1000):
        l.append(i)
    for i in range(990):
        l.pop()
    show(l)
    for i in range(100):
        l.insert(0, i)
    print len(l), l[0], l[50]


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
