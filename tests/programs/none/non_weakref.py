# None beside weak references, made while the program is imported and while it runs
import weakref


class Thing(object):
    def __init__(self, number):
        self.number = number


thing = Thing(5)
references = [weakref.ref(thing), None]


def pick(i, thing):
    if i == 0:
        return weakref.ref(thing)
    return None


def show(reference):
    if reference is None:
        return 'none'
    target = reference()
    if target is None:
        return 'dead'
    return 'thing %d' % target.number


def entry_point(argv):
    other = Thing(6)
    for i in range(len(argv) + 1):
        print show(references[i]), show(pick(i, other))
        if references[i] is not None:
            print 'there'
    print other.number
    return 0


def target(driver, args):
    return entry_point, None
