# dicts that are never filled are looked up, in fields, as globals and as locals; what would be done with an item is left out
class Table(object):
    def __init__(self, names, ignored):
        self.names = names
        self.ignored = ignored

    def is_ignored(self, i):
        return self.names[i] in self.ignored


NOTHING = {}
table = Table(['x', 'y'], {})
other = Table(['u', 'v'], dict.fromkeys([]))


class Item(object):
    def describe(self):
        return 'never'


class Registry(object):
    def __init__(self):
        self.items = {}


registry = Registry()


def describe(key):
    if key in registry.items:
        return registry.items[key].describe()
    return 'unknown ' + key


def numbers(n):
    local = {}
    found = 0
    for i in range(n):
        if i in local:
            found += 1
        if (i, 'pair') not in NOTHING:
            found += 10
    return found


def entry_point(argv):
    n = len(argv)
    print int(table.is_ignored(n)), int(other.is_ignored(0))
    print describe('key' * n), numbers(3), len(NOTHING)
    return 0


def target(driver, args):
    return entry_point, None
