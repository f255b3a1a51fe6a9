# what interpreters written by many people do, one idiom a case
import os

from rpython.rlib import jit
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint
from rpython.rlib.rsre import rsre_core
from rpython.rlib.rsre.rpy import get_code
from rpython.rlib.signature import signature, types
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem.module.ll_math import ll_math_floor, ll_math_pow, math_fmod, sqrt_nonneg

from _cases import entry_point_of


# ---------------------------------------------------------------- numbers

def sign_bit_of(x):
    SIGN = 1 << (LONG_BIT - 1)
    return (x & SIGN) != 0


def case_sign_bit():
    print int(sign_bit_of(5)), int(sign_bit_of(-5)), int(sign_bit_of(0))


def largest():
    return intmask((1 << (LONG_BIT - 1)) - 1)


def case_largest_by_shifting():
    n = largest()
    print int(n > 0), int(intmask(n + 1) < 0)


def low_bits(x, count):
    return x & ((1 << count) - 1)


def case_mask_made_by_shifting():
    for count in [0, 1, 4, 8]:
        print low_bits(-1, count), low_bits(1000, count)


def byte_mask(byte):
    return ~(0xff << (byte * 8)) & r_uint(0xffffffff)


def case_int_and_unsigned():
    for i in range(4):
        print int(byte_mask(r_uint(i)) == r_uint(0xffffffff) - (r_uint(0xff) << (i * 8))), intmask(byte_mask(r_uint(i)) >> 24)


def case_int_minus_unsigned():
    for n in [7, -1]:
        x = n - r_uint(5)
        print intmask(x), int(intmask(x + r_uint(10)) == n + 5)


def case_low_level_math():
    print int(ll_math_floor(2.75)), int(ll_math_pow(2.0, 10.0)), int(math_fmod(7.0, 4.0)), int(sqrt_nonneg(81.0))
    try:
        ll_math_pow(0.0, -1.0)
    except ValueError:
        print "ValueError"


# ---------------------------------------------------------------- regular expressions

WORD = get_code(r'[a-z]+')
TWICE = get_code(r'(\w+)=\1')
LAST = get_code(r'.*\bend')


def token_at(text, pattern, start):
    ctx = rsre_core.StrMatchContext(text, start, len(text))
    if rsre_core.match_context(ctx, pattern):
        return text[ctx.match_start:ctx.match_end]
    return ""


def case_text_of_a_match():
    print token_at("abc def", WORD, 0), token_at("abc def", WORD, 4), "[%s]" % token_at("abc def", WORD, 3)


def case_text_of_a_match_with_reference():
    print token_at("ab=abc", TWICE, 0), "[%s]" % token_at("ab=ba", TWICE, 0), token_at("x: 1=11", TWICE, 3)


def case_text_of_a_greedy_match():
    print token_at("a end b end c", LAST, 0), "[%s]" % token_at("bend", LAST, 0)


def case_text_of_a_search():
    text = "  17 apples and 4 pears"
    pattern = WORD
    pos = 0
    count = text.count("p", pos, len(text))
    while True:
        ctx = rsre_core.StrMatchContext(text, pos, len(text))
        if not rsre_core.search_context(ctx, pattern):
            break
        print text[ctx.match_start:ctx.match_end], text.count("p", ctx.match_start, ctx.match_end)
        pos = ctx.match_end
    print count


def case_text_of_a_unicode_match():
    text = u"caf\xe9s there"
    ctx = rsre_core.UnicodeMatchContext(text, 0, len(text))
    if rsre_core.match_context(ctx, WORD):
        print len(text[ctx.match_start:ctx.match_end]), text[:ctx.match_end].encode('utf-8')


# ---------------------------------------------------------------- classes

class Callable(object):
    def name(self):
        raise NotImplementedError

    def is_called(self, name):
        return self.name() == name


def make_callable(fname):
    class Specific(Callable):
        def __init__(self, name):
            self.checked = self.name() == name

        def name(self):
            return fname

        def label(self):
            return self.name() + "/" + fname

        def first(self):
            return ord(self.name()[0])
    return Specific


class General(Callable):
    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name


Dot = make_callable(".")
Append = make_callable("append")
known = unrolling_iterable([(".", Dot), ("append", Append)])


def build(name):
    for fname, cls in known:
        if fname == name:
            return cls(name)
    return General(name)


def case_methods_that_return_a_character():
    for name in [".", "append", "x", "other"]:
        c = build(name)
        print c.name(), int(c.is_called(".")), int(c.is_called("append")), int(c.is_called(name))


def case_a_character_of_one_class():
    d = Dot(".")
    print d.label(), d.first(), int(d.checked), d.name() * 3


def make_wide(text):
    class Wide(Callable):
        def text(self):
            return text

        def same(self, other):
            return self.text() == other
    return Wide


class AnyText(Callable):
    def __init__(self, text):
        self._text = text

    def text(self):
        return self._text

    def same(self, other):
        return self.text() == other


WideA = make_wide(u'\u03b1')


def case_a_wide_character_of_one_class():
    w = WideA()
    print len(w.text()), int(w.same(u'\u03b1')), int(w.same(u'b'))
    for x in [u'\u03b1', u'ab']:
        print int(AnyText(x).same(u'\u03b1')), len(AnyText(x).text())


class Heap(object):
    def __init__(self):
        self.trail = []


class Thing(object):
    @specialize.arg(3)
    def unify(self, other, heap, check=False):
        raise NotImplementedError

    @specialize.arg(3)
    def _unify(self, other, heap, check=False):
        raise NotImplementedError


class Variable(Thing):
    def __init__(self):
        self.binding = None

    @specialize.arg(3)
    def unify(self, other, heap, check=False):
        next = self.binding
        while isinstance(next, Variable):
            self = next
            next = next.binding
        if next is None:
            assert isinstance(self, Variable)
            return self._unify(other, heap, check)
        if next is not other:
            assert isinstance(next, Value)
            next._unify(other, heap, check)

    @specialize.arg(3)
    def _unify(self, other, heap, check=False):
        if other is self:
            return
        if check:
            heap.trail.append("checked")
        heap.trail.append("bound")
        self.binding = other


class Attributed(Variable):
    @specialize.arg(3)
    def _unify(self, other, heap, check=False):
        heap.trail.append("attributed")
        if isinstance(other, Value):
            self.binding = other


class Value(Thing):
    def __init__(self, n):
        self.n = n

    @specialize.arg(3)
    def unify(self, other, heap, check=False):
        return self._unify(other, heap, check)

    @specialize.arg(3)
    def _unify(self, other, heap, check=False):
        if isinstance(other, Variable):
            other._unify(self, heap)
        elif isinstance(other, Value):
            heap.trail.append("equal" if other.n == self.n else "different")


def case_methods_with_constants_in_a_hierarchy():
    heap = Heap()
    v, w, a = Variable(), Variable(), Attributed()
    v.unify(w, heap, True)
    v.unify(Value(1), heap)
    w.unify(Value(1), heap, True)
    a.unify(v, heap)
    a.unify(Value(3), heap, True)
    a.unify(Value(4), heap)
    Value(2).unify(Variable(), heap, True)
    print ' '.join(heap.trail)


class Shape(object):
    _immutable_ = True


class Fixed(Shape):
    _immutable_ = True

    def __init__(self, n):
        self.n = n


class Changing(Shape):
    _immutable_ = None

    def __init__(self, n):
        self.n = n

    def grow(self):
        self.n += 1


def case_immutable_taken_back():
    c = Changing(3)
    c.grow()
    print c.n, Fixed(4).n


class Unwinder(Exception):
    __slots__ = ['depth', 'reason']

    def __init__(self, depth, reason):
        self.depth = depth
        self.reason = reason


class LoudUnwinder(Unwinder):
    _attrs_ = ['volume']

    def __init__(self, depth):
        Unwinder.__init__(self, depth, "loud")
        self.volume = 11


def unwind(n):
    if n == 0:
        raise Unwinder(3, "zero")
    if n == 1:
        raise LoudUnwinder(4)
    return n


def case_exceptions_with_slots():
    for n in range(3):
        try:
            print unwind(n)
        except LoudUnwinder, e:
            print e.depth, e.reason, e.volume
        except Unwinder, e:
            print e.depth, e.reason


# ---------------------------------------------------------------- hints

@jit.look_inside_iff(lambda items, start, strict: jit.isconstant(start))
def total(items, start, strict):
    result = start
    for item in items:
        if strict and item < 0:
            raise ValueError
        result += item
    return result


class Adder(object):
    def __init__(self, items):
        self.items = items

    @jit.look_inside_iff(lambda self, n: jit.isconstant(n))
    def plus(self, n):
        return total(self.items, n, False)


@specialize.arg(1)
@jit.look_inside_iff(lambda x, double: True)
def twice_or_once(x, double):
    if double:
        return x + x
    return x


def case_look_inside_iff():
    print total([1, 2, 3], 10, False), total([], 5, True), Adder([4, 5]).plus(1)
    try:
        total([1, -1], 0, True)
    except ValueError:
        print "ValueError"


def case_look_inside_iff_and_constants():
    print twice_or_once(21, True), twice_or_once(21, False)


class Machine(object):
    def __init__(self, jit_enabled):
        self.jit_enabled = jit_enabled
        if jit_enabled:
            self.driver = jit.JitDriver(greens=['pc'], reds=['steps', 'machine'],
                                        get_printable_location=self.location)

    @staticmethod
    def location(pc):
        return "at %d" % pc

    def run(self, steps):
        self = jit.hint(self, promote=True)
        driver = self.driver
        pc = 0
        while steps > 0:
            driver.jit_merge_point(pc=pc, steps=steps, machine=self)
            steps -= 1
            pc += 1
            if pc == 3:
                pc = 0
                driver.can_enter_jit(pc=pc, steps=steps, machine=self)
        return pc


machine = Machine(True)


def case_driver_in_an_attribute():
    if machine.jit_enabled:
        jit.set_param(machine.driver, "trace_limit", 4000)
    print machine.run(10), machine.run(12)


@signature(types.int(), types.str(), returns=types.str())
def repeat(n, s):
    return s * n


def case_types_beside_signature():
    print repeat(3, "ab"), "[%s]" % repeat(0, "ab")


# ---------------------------------------------------------------- files

def case_same_file():
    fd = os.open("here", os.O_WRONLY | os.O_CREAT, 0666)
    os.close(fd)
    print int(os.path.samefile("here", "./here")), int(os.path.samefile("here", "."))
    try:
        os.path.samefile("here", "nowhere")
    except OSError, e:
        print "OSError", e.errno
    os.unlink("here")


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
