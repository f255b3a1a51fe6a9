# Erased values made while the program is imported: objects, lists, None, within objects, and mixed with those made later
# skip: untranslated (print of bools)
from rpython.rlib.rerased import new_erasing_pair


class X(object):
    def __init__(self, value):
        self.value = value


class Y(X):
    pass


class Holder(object):
    def __init__(self, kind, storage):
        self.kind = kind
        self.storage = storage


erase_x, unerase_x = new_erasing_pair("X")
erase_ints, unerase_ints = new_erasing_pair("ints")
erase_text, unerase_text = new_erasing_pair("text")
erase_nothing, unerase_nothing = new_erasing_pair("nothing")

x1 = X(42)
e_object = erase_x(x1)
numbers = [1, 2, 3]
e_numbers = erase_ints(numbers)
holders = [Holder(0, e_object), Holder(1, erase_ints([7])), Holder(2, erase_text("hello")), Holder(3, erase_nothing(None)),
           Holder(0, erase_x(Y(5))), Holder(0, erase_x(None))]


def show(holder):
    if holder.kind == 0:
        x = unerase_x(holder.storage)
        if x is None:
            print "no X"
        elif isinstance(x, Y):
            print "Y", x.value
        else:
            print "X", x.value
    elif holder.kind == 1:
        print unerase_ints(holder.storage)
    elif holder.kind == 2:
        print unerase_text(holder.storage)
    else:
        print unerase_nothing(holder.storage) is None


def pick(n):
    if n == 1:
        return erase_ints([10, n])
    elif n == 2:
        return erase_ints(numbers)
    return e_numbers


def entry_point(argv):
    x1.value += 1
    print unerase_x(e_object).value
    for holder in holders:
        show(holder)
    for n in range(3):
        numbers.append(n)
        print unerase_ints(pick(n)), unerase_ints(pick(n)) is numbers
    holders.append(Holder(0, erase_x(X(len(argv)))))
    holders[1].storage = pick(1)
    for holder in holders:
        show(holder)
    print unerase_x(erase_x(None)) is None
    return 0


def target(driver, args):
    return entry_point, None
