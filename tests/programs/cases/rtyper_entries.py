# Objects that explain themselves to the translator: controllers, external functions, entries of the registry; and the
# line between instances and low-level pointers.
# skip: untranslated (controllers and entries only work in translated programs)
from _cases import entry_point_of
from rpython.annotator import model
from rpython.rlib.objectmodel import compute_unique_id, free_non_gc_object, specialize
from rpython.rlib.rarithmetic import r_uint
from rpython.rtyper.annlowlevel import (
    cast_base_ptr_to_instance, cast_gcref_to_instance, cast_instance_to_base_ptr, cast_instance_to_gcref, hlstr, hlunicode,
    llhelper, llstr, llunicode)
from rpython.rtyper.controllerentry import Controller, ControllerEntry, ControllerEntryForPrebuilt
from rpython.rtyper.extfunc import register_external
from rpython.rtyper.extregistry import ExtRegistryEntry
from rpython.rtyper.lltypesystem import lltype, llmemory


# ---------------------------------------------------------------- controllers


class Temperature(object):
    """The program sees degrees; what is really there is a list of one number."""

    def __init__(self, degrees):
        self.degrees = degrees


class TemperatureController(Controller):
    knowntype = Temperature

    def new(self, degrees):
        return [degrees]

    def convert(self, prebuilt):
        return [prebuilt.degrees]

    def get_degrees(self, real):
        return real[0]

    def set_degrees(self, real, value):
        real[0] = value

    def get_kelvin(self, real):
        return real[0] + 273

    def getitem(self, real, key):
        return real[0] + key

    def setitem(self, real, key, value):
        real[0] = value - key

    def delitem(self, real, key):
        real[0] = -key

    def call(self, real, times):
        return real[0] * times

    def bool(self, real):
        return real[0] != 0


class TemperatureEntry(ControllerEntry):
    _about_ = Temperature
    _controller_ = TemperatureController


class PrebuiltTemperatureEntry(ControllerEntryForPrebuilt):
    _type_ = Temperature
    _controller_ = TemperatureController


def case_controlled_attributes():
    t = Temperature(20)
    print t.degrees, t.kelvin
    t.degrees = 25
    print t.degrees, t.kelvin


def case_controlled_items():
    t = Temperature(5)
    print t[10]
    t[1] = 100
    print t.degrees
    del t[7]
    print t.degrees


def case_controlled_call():
    print Temperature(6)(7)


def case_controlled_truth():
    for n in [0, 3]:
        if Temperature(n):
            print 'warm',
        else:
            print 'zero',
    print


boiling, freezing = Temperature(100), Temperature(0)


def case_prebuilt_controlled():
    print boiling.degrees, freezing.kelvin, boiling[5]


def pick(n):
    if n:
        return boiling
    return freezing


def case_choice_of_controlled():
    for n in range(2):
        print pick(n).degrees, pick(n)[1],
    print
    t = Temperature(50)
    if t.degrees > 40:
        t = pick(1)
    print t.degrees


def warmer(t, by):
    t.degrees += by
    return t


def case_controlled_as_argument():
    t = Temperature(1)
    print warmer(t, 9).degrees, t.degrees


class Weather(object):
    def __init__(self, temperature):
        self.temperature = temperature


def case_controlled_in_field():
    w = Weather(Temperature(12))
    w.temperature.degrees += 1
    print w.temperature.degrees


def case_controlled_in_list():
    l = [Temperature(1), Temperature(2)]
    l.append(boiling)
    total = 0
    for t in l:
        total += t.degrees
    print total


class Text(object):
    """Really a str."""


class TextController(Controller):
    knowntype = Text

    def new(self, s):
        return '<' + s + '>'

    def get_size(self, real):
        return len(real)

    def get_boxed(self, real):
        return self.box(real + '!')

    def get_plain(self, real):
        return real


class TextEntry(ControllerEntry):
    _about_ = Text
    _controller_ = TextController


def case_box():
    t = Text('abc')
    print t.size, t.plain, t.boxed.plain, t.boxed.boxed.size


# ---------------------------------------------------------------- external functions


def outside(x, y):
    raise NotImplementedError


def inside(x, y):
    return x * 100 + y


register_external(outside, [int, int], result=int, llimpl=inside, export_name='outside_function')


def case_registered_external():
    for n in range(3):
        print outside(n, 7),
    print


def outside_text(s):
    raise NotImplementedError


def inside_text(s):
    return s + s


register_external(outside_text, [str], result=str, llimpl=inside_text)


def case_registered_external_on_text():
    print outside_text('ab'), len(outside_text('xyz'))


# ---------------------------------------------------------------- entries of the registry


def seven():
    return 0


class SevenEntry(ExtRegistryEntry):
    _about_ = seven

    def compute_result_annotation(self):
        return model.SomeInteger()

    def specialize_call(self, hop):
        hop.exception_cannot_occur()
        return hop.inputconst(lltype.Signed, 7)


def case_entry_that_gives_constant():
    print seven() * 6


def add_up(x, y):
    return 0


class AddUpEntry(ExtRegistryEntry):
    _about_ = add_up

    def compute_result_annotation(self, s_x, s_y):
        return model.SomeInteger()

    def specialize_call(self, hop):
        vlist = hop.inputargs(lltype.Signed, lltype.Signed)
        hop.exception_cannot_occur()
        return hop.genop('int_add', vlist, resulttype=lltype.Signed)


def case_entry_that_makes_an_op():
    for n in range(3):
        print add_up(n, 10),
    print


def is_known(x):
    return False


class IsKnownEntry(ExtRegistryEntry):
    _about_ = is_known

    def compute_result_annotation(self, s_x):
        return self.bookkeeper.immutablevalue(s_x.is_constant())

    def specialize_call(self, hop):
        hop.exception_cannot_occur()
        return hop.inputconst(lltype.Bool, hop.s_result.const)


def case_entry_that_asks_about_argument():
    n = len('abc')
    l = [n, n + 1]
    print int(is_known(5)), int(is_known(l[0] + n))


# ---------------------------------------------------------------- instances and pointers


class Animal(object):
    sound = '?'


class Dog(Animal):
    sound = 'woof'


def case_instance_as_pointer_and_back():
    p = cast_instance_to_base_ptr(Dog())
    print int(bool(p)), cast_base_ptr_to_instance(Animal, p).sound


def case_instance_as_reference_and_back():
    a, b = Animal(), Dog()
    refs = [cast_instance_to_gcref(a), cast_instance_to_gcref(b)]
    for ref in refs:
        print cast_gcref_to_instance(Animal, ref).sound,
    print
    print int(refs[0] == refs[1]), int(refs[0] == cast_instance_to_gcref(a))


def case_none_as_reference():
    x = Animal()
    if x.sound == '?':
        x = None
    print int(bool(cast_instance_to_gcref(x)))


def case_text_as_pointer_and_back():
    s = 'text' * len('ab')
    p = llstr(s)
    print len(p.chars), p.chars[2], hlstr(p)
    u = unichr(200 + len(s)) * 3
    q = llunicode(u)
    print len(q.chars), ord(q.chars[1]), len(hlunicode(q))


STRUCT = lltype.GcStruct('some_struct', ('n', lltype.Signed))


def case_pointer_as_text():
    p = lltype.malloc(STRUCT)
    s = str(p)
    print s[0], s[1], int(len(s) > 4)


class Raw(object):
    _alloc_flavor_ = 'raw'

    def __init__(self, n):
        self.n = n

    def twice(self):
        return self.n * 2


class RawToo(Raw):
    def twice(self):
        return -self.n


class RawOther(object):
    _alloc_flavor_ = 'raw'


def case_raw_instances():
    for x in [Raw(4), RawToo(5)]:
        print x.twice(), int(isinstance(x, RawToo)),
        free_non_gc_object(x)
    print


def case_identity_of_raw_instances():
    a, b, c = Raw(1), RawToo(2), RawOther()
    print int(a is b), int(a is a), int(a is c), int(b is c)
    free_non_gc_object(a)
    free_non_gc_object(b)
    free_non_gc_object(c)


def case_raw_and_managed_are_never_the_same():
    a, b = Raw(1), Animal()
    print int(a is b)
    free_non_gc_object(a)


SIGNATURE = lltype.FuncType([lltype.Signed, lltype.Signed], lltype.Signed)


def plus(a, b):
    return a + b


def minus(a, b):
    return a - b


def case_helpers_in_a_table():
    l = [llhelper(lltype.Ptr(SIGNATURE), plus), llhelper(lltype.Ptr(SIGNATURE), minus)]
    for f in l:
        print f(30, 4),
    print


CHARS = lltype.GcArray(lltype.Char)


def case_length_of_opaque_array():
    for n in [0, 5, 1000]:
        ref = lltype.cast_opaque_ptr(llmemory.GCREF, lltype.malloc(CHARS, n))
        print lltype.length_of_simple_gcarray_from_opaque(ref),
    print


class Problem(Exception):
    n = 1


class BigProblem(Problem):
    n = 2


def raise_any(cls):
    raise cls


def case_raise_one_of_a_set_of_classes():
    for cls in [Problem, BigProblem]:
        try:
            raise_any(cls)
        except BigProblem, e:
            print 'big', e.n
        except Problem, e:
            print 'small', e.n


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
