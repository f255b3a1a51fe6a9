# What hints for the JIT mean for the inference of types.
from rpython.rlib.jit import promote, promote_string, hint
from _cases import entry_point_of


class Shown(object):
    def to_string(self):
        return '?'


class Pair(Shown):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def to_string(self):
        return '%s,%s' % (self.left.to_string(), self.right.to_string())


class Leaf(Shown):
    def __init__(self, name):
        self.name = name

    def to_string(self):
        return self.name


class Twin(Pair):
    """No instance exists; reading `left` is fine because `Pair.to_string` reads it, too."""


class Cell(Pair):
    pass


class Side(Pair):
    pass


class Log(object):
    def __init__(self, level=0):
        self.level = promote(level)
        self.lines = 0

    def note(self, what):
        if self.level != 0:
            print what.to_string()
        self.lines += 1


PAIRS = [Cell(Leaf('a'), Leaf('b')), Side(Leaf('c'), Leaf('d'))]


def first_of(pair):
    if isinstance(pair, Twin):
        return pair.left.to_string()
    return 'no twin'


def case_class_without_instances():
    log = Log()
    for pair in PAIRS:
        log.note(pair)
        print first_of(pair)
    print log.lines


def case_promoted_constant():
    n = promote(3)
    if n == 3:
        print 'three'
    else:
        print 'not three'


def case_promoted_string():
    name = promote_string('abc')
    print name + 'd', len(name)


def case_promoted_none():
    x = promote(None)
    if x is None:
        print 'none'


def case_promoted_class():
    cls = promote(Leaf)
    print cls('e').to_string()


def case_hint_promote():
    n = hint(5, promote=True)
    print n + 1


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
