# A function given to check_annotation() forbids that a list is resized, which happens elsewhere.
from rpython.rlib.debug import check_annotation


def fixed(s, bookkeeper):
    s.listdef.never_resize()


def numbers():
    lst = [1, 2, 3]
    check_annotation(lst, fixed)
    return lst


def entry_point(argv):
    lst = numbers()
    lst.append(len(argv)) #! error: never be resized
    print len(lst)
    return 0


def target(driver, args):
    return entry_point, None
