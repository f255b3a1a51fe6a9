# What large interpreters rely on: prebuilt containers that stay empty, formats with constants, one-character strings.
# skip: untranslated (a prebuilt dict is looked at by its state while translating)
import math

from rpython.rlib import objectmodel, rfloat
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rlib.rstruct.formatiterator import FormatIterator
from rpython.rlib.objectmodel import specialize
from rpython.rlib.unroll import unrolling_iterable
from _cases import entry_point_of


class Lazy(object):
    loaders = {}
    pending = []

    def __init__(self, name):
        self.name = name

    def get(self):
        if self.loaders:
            self.load()
        if not self.pending:
            return self.name
        return self.missing_method()

    @objectmodel.not_rpython
    def load(self):
        raise ValueError


LAZY = Lazy('x')


def case_dict_of_a_class_that_stays_empty():
    print LAZY.get(), Lazy('y').get(), len(LAZY.loaders)


class Packer(FormatIterator):
    _operate_is_specialized_ = True

    def __init__(self):
        self.pos = 0
        self.seen = []

    @specialize.arg(1)
    def operate(self, fmtdesc, repetitions):
        for i in range(repetitions):
            self.seen.append('%s%d' % (fmtdesc.fmtchar, fmtdesc.size))
            self.pos += fmtdesc.size

    def align(self, mask):
        self.pos += -self.pos & mask


def case_format_iterator_with_constants():
    for fmt in ['bhi', '<bhi', '>2q', '=cd', '@cd']:
        packer = Packer()
        packer.interpret(fmt)
        print fmt, packer.pos, ' '.join(packer.seen)


def zeros(text, n):
    builder = StringBuilder(n)
    builder.append_multiple_char(text, n)
    return builder.build()


def case_string_of_one_character():
    print zeros('0', 3) + zeros('-+'[:1], 2) + zeros('', 0)
    builder = UnicodeBuilder(3)
    builder.append_multiple_char(u'\xe9', 2)
    print len(builder.build())


class Space(object):
    def newtuple(self, items):
        return '(%s)' % ' '.join(items)

    def newlist(self, items):
        return '[%s]' % ' '.join(items)

    def _freeze_(self):
        return True


SPACE = Space()


class Node(object):
    def __init__(self, name, children):
        self.name = name
        self.children = children

    @specialize.arg(2)
    def show(self, space, maker):
        if not self.children:
            return self.name
        return maker([child.show(space, maker) for child in self.children])


def case_methods_of_constants_as_constants():
    tree = Node('a', [Node('b', []), Node('c', [Node('d', [])])])
    print tree.show(SPACE, SPACE.newtuple)
    print tree.show(SPACE, SPACE.newlist)


class Cache(object):
    def __init__(self, name):
        self.name = name
        self.content = {}

    @specialize.memo()
    def getorbuild(self, key):
        if key not in self.content:
            self.content[key] = Built(self.name + key)
        return self.content[key]

    def _freeze_(self):
        return True


class Built(object):
    def __init__(self, text):
        self.text = text


class Store(object):
    def __init__(self, prefix):
        self.caches = {}
        self.prefix = prefix

    @specialize.memo()
    def fromcache(self, cls):
        if cls not in self.caches:
            self.caches[cls] = cls(self.prefix)
        return self.caches[cls]

    def _freeze_(self):
        return True


class First(Cache):
    pass


class Second(Cache):
    def __init__(self, name):
        Cache.__init__(self, name + '2')


STORE = Store('s')


def case_memo_methods_of_constants():
    print STORE.fromcache(First).getorbuild('a').text
    print STORE.fromcache(Second).getorbuild('a').text
    print STORE.fromcache(First).getorbuild('b').text


def case_memo_with_a_class_that_varies():
    for i in range(2):
        if i:
            cls = First
        else:
            cls = Second
        print STORE.fromcache(cls).name


class ArrayA(object):
    letter = 'a'


class ArrayB(object):
    letter = 'b'


TABLE = {'a': ArrayA, 'b': ArrayB}
SIZES = [1, 2, 4, 8]
LETTERS = unrolling_iterable(sorted(TABLE))


@specialize.arg(0)
def make(cls):
    return cls().letter


def make_by_letter(letter):
    for known in LETTERS:
        if letter == known:
            return make(TABLE[known])
    return 'none'


@specialize.arg(0)
def times(size, n):
    return size * n


def case_tables_as_constants():
    print make_by_letter('a'), make_by_letter('b'), make_by_letter('c')
    print times(SIZES[2], 5), times(SIZES[-1], 5)
    try:
        print make(TABLE['a'])
    except KeyError:
        print 'no'


def case_rounding_beyond_the_largest_float():
    for x in [1.6e308, -1.6e308, 1.2e308]:
        z = rfloat.round_double(x, -308)
        print int(math.isinf(z)), int(z > 0.0)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
