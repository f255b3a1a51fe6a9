# Erased ints made while the program is imported
# skip: reference (only with tagged pointers)
from rpython.rlib.rerased import erase_int, new_erasing_pair, unerase_int

erase_text, unerase_text = new_erasing_pair("text")


class Holder(object):
    def __init__(self, is_int, storage):
        self.is_int = is_int
        self.storage = storage


sixteen = erase_int(16)
minus = erase_int(-3)
holders = [Holder(True, erase_int(99)), Holder(False, erase_text("hello")), Holder(True, erase_int(0))]


def show(holder):
    if holder.is_int:
        print unerase_int(holder.storage)
    else:
        print unerase_text(holder.storage)


def entry_point(argv):
    print unerase_int(sixteen), unerase_int(minus)
    for holder in holders:
        show(holder)
    holders[1].is_int = True
    holders[1].storage = erase_int(len(argv))
    holders[0].storage = minus
    for holder in holders:
        show(holder)
    return 0


def target(driver, args):
    return entry_point, None
