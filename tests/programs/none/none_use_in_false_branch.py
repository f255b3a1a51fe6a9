# An object that may be None is used where it tested false: translates, as long as nothing comes there.
# skip: untranslated (translated semantics)


class Node(object):
    def __init__(self, name, parent):
        self.name = name
        self.parent = parent

    def find(self, name):
        if self.name == name:
            return self
        if self.parent is not None:
            return self.parent.find(name)
        return None


def describe(node, name):
    found = node.find(name)
    size = len(found.name)
    if found:
        return '%s %d' % (found.name, size)
    else:
        return 'no ' + found.name


def entry_point(argv):
    root = Node('root', None)
    leaf = Node('leaf', Node('branch', root))
    print describe(leaf, 'leaf')
    print describe(leaf, 'root')
    print leaf.find('twig') is None
    return 0


def target(driver, args):
    return entry_point, None
