# rerased: storing values under an opaque type
from rpython.rlib import rerased

erase_list, unerase_list = rerased.new_erasing_pair("list of ints")
erase_str, unerase_str = rerased.new_erasing_pair("string holder")

class Box(object):
    def __init__(self, s):
        self.s = s

class Holder(object):
    def __init__(self, storage, kind):
        self.storage = storage
        self.kind = kind

def show(h):
    if h.kind == 0:
        l = unerase_list(h.storage)
        print len(l), l[0]
    else:
        print unerase_str(h.storage).s

def entry_point(argv):
    show(Holder(erase_list([7 * len(argv), 8]), 0))
    show(Holder(erase_str(Box("boxed")), 1))
    return 0


def target(driver, args):
    return entry_point, None
