# bytearray: made of strings, changed in place, sliced, joined.
from _cases import entry_point_of


def show(b):
    for i in range(len(b)):
        print b[i],
    print '.',


def made(n):
    return bytearray('abc' * n)


def case_of_a_string():
    for s in ['', 'xyz', '\x00\xff']:
        b = bytearray(s)
        print len(b),
        show(b)
    print


def case_items_are_numbers():
    b = made(1)
    for i in [0, 2, -1, -3]:
        print b[i], b[i] + 1,
    print


def case_assignment():
    b = made(1)
    b[0] = ord('z')
    b[-1] = b[0] + 1
    print str(b)


def case_index_errors():
    b = made(1)
    for i in [2, 3, -3, -4]:
        try:
            print b[i],
            b[i] = 65
        except IndexError:
            print 'no',
    print str(b)


def case_to_string():
    for n in [0, 1, 2]:
        print '<' + str(made(n)) + '>',
    print


def case_string_is_a_copy():
    b = made(1)
    s = str(b)
    b[1] = ord('-')
    print s, str(b)


def case_concatenation():
    for n in [0, 2]:
        b = made(n) + bytearray('xy')
        c = made(n) + 'z'
        print str(b), str(c), len(b),
    print


def case_two_names_for_one():
    b = made(1)
    c = b
    c[0] = ord('q')
    print str(b), int(b is c)


def case_passed_and_changed():
    def stamp(b, n):
        b[n] = ord('*')
    b = made(2)
    for n in [0, 3]:
        stamp(b, n)
    print str(b)


def case_loop_over_places():
    b = made(2)
    total = 0
    for i in range(len(b)):
        total += b[i]
        b[i] = b[i] - 32
    print total, str(b)


def case_slices():
    b = made(2)
    for start in [0, 2, 5]:
        print '<' + str(b[start:]) + '>', '<' + str(b[start:start + 2]) + '>',
    print


def case_none_or_bytes():
    for n in [0, 1]:
        b = None
        if n:
            b = made(n)
        if b is not None:
            print len(b),
        else:
            print 'none',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
