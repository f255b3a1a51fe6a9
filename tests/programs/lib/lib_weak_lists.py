# rweaklist and rshrinklist
# skip: untranslated (print of a run-time bool)
# skip: reference (it gives free indices as a range)
from rpython.rlib import rgc
from rpython.rlib.rshrinklist import AbstractShrinkList
from rpython.rlib.rweaklist import RWeakListMixin


class Item(object):
    def __init__(self, number):
        self.number = number
        self.wanted = True


class WeakList(RWeakListMixin):
    def __init__(self):
        self.initialize()


class Wanted(AbstractShrinkList):
    def must_keep(self, x):
        return x.wanted


def show(items):
    text = ""
    for item in items:
        text += " %d" % item.number
    return text


def fill(weak, kept):
    indices = ""
    for i in range(20):
        item = Item(i)
        indices += " %d" % weak.add_handle(item)
        if i % 4 == 1:
            kept.append(item)
    return indices


def entry_point(argv):
    weak = WeakList()
    kept = []
    indices = fill(weak, kept)
    print len(indices) > 40
    rgc.collect()
    rgc.collect()
    print show(kept)
    count = 0
    for i in range(len(weak.get_all_handles())):
        item = weak.fetch_handle(i)
        if item is not None:
            count += 1
    print count
    print weak.fetch_handle(-1) is None, weak.fetch_handle(1000) is None
    index = weak.add_handle(kept[0])
    print weak.fetch_handle(index) is kept[0]
    shrinking = Wanted()
    for i in range(16):
        item = Item(i)
        item.wanted = i % 3 == 0
        shrinking.append(item)
    print show(shrinking.items())
    shrinking.append(Item(100))
    print show(shrinking.items())
    return 0


def target(driver, args):
    return entry_point, None
