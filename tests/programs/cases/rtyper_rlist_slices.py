# Slices of lists: read, assigned, deleted, open at either end.
from _cases import entry_point_of


def show(l):
    text = '['
    for n in l:
        text += str(n) + ' '
    print text + ']',


def numbers(n):
    return [i for i in range(n)]


def case_both_bounds():
    l = numbers(6)
    for start in [0, 2, 5]:
        for stop in [2, 6, 9]:
            show(l[start:stop])
    print


def case_open_bounds():
    for n in [0, 1, 4]:
        l = numbers(n)
        show(l[:])
        show(l[1:])
        show(l[:2])
    print


def case_all_but_the_last():
    for n in [1, 2, 5]:
        show(numbers(n)[:-1])
    print


def case_a_slice_is_a_copy():
    l = numbers(3)
    m = l[:]
    m[0] = 9
    m.append(8)
    show(l)
    show(m)
    print


def case_bounds_beyond_the_end():
    l = numbers(3)
    for start in [3, 4, 10]:
        show(l[start:])
        show(l[1:start])
    print


def case_assign_same_length():
    l = numbers(6)
    l[1:3] = [10, 20]
    show(l)
    l[0:0] = []
    l[4:6] = [7, 8]
    show(l)
    print


def case_delete_both_bounds():
    for start, stop in [(0, 2), (1, 4), (3, 3), (2, 10)]:
        l = numbers(5)
        assert start >= 0
        assert stop >= 0
        del l[start:stop]
        show(l)
    print


def case_delete_from_a_place():
    for start in [0, 2, 5]:
        l = numbers(5)
        del l[start:]
        show(l)
    print


def case_delete_up_to_a_place():
    for stop in [0, 2, 5]:
        l = numbers(5)
        del l[:stop]
        show(l)
    print


def case_delete_all():
    l = numbers(4)
    m = l
    del l[:]
    m.append(1)
    show(l)
    print


def case_bounds_proven_by_assert():
    l = numbers(10)
    for n in [3, 5]:
        start = n - 3
        assert start >= 0
        show(l[start:n])
    print


def case_bounds_proven_by_comparison():
    l = numbers(4)
    for n in [-1, 0, 2]:
        if n >= 0:
            show(l[n:])
        else:
            print 'negative',
    print


def case_slices_of_slices():
    l = numbers(10)
    show(l[2:8][1:4])
    show(l[5:][:2])
    print


def case_lists_of_texts():
    words = 'one two three four'.split(' ')
    print '+'.join(words[1:3]), '+'.join(words[:1]), '+'.join(words[2:])
    del words[1:2]
    print '+'.join(words)


def case_slice_in_front_of_concatenation():
    for n in [0, 2, 4]:
        l = numbers(4)
        show(l[n:] + l[:n])
    print


def case_pairs_by_slices():
    l = numbers(7)
    while len(l) >= 2:
        show(l[:2])
        l = l[2:]
    show(l)
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
