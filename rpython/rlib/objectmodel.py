"""Remarks about functions and objects that the translator acts on."""
from __future__ import absolute_import

import inspect
import sys
import types

from rpython.rlib.intrinsic import intrinsic
from rpython.rtyper.extregistry import ExtRegistryEntry
from rpython.tool.sourcetools import func_with_new_name


# ---------------------------------------------------------------- specialization

class _Specialize(object):
    """Decorators that give a function one copy for each kind of call."""

    def memo(self):
        """Results for constant arguments are computed while translating."""
        return _marker('specialize:memo')

    def arg(self, *positions):
        """One copy for each constant value of these arguments."""
        return _marker('specialize:arg' + _args(positions))

    def arg_or_var(self, *positions):
        """Like `arg`, with one common copy for values that are not constant."""
        return _marker('specialize:arg_or_var' + _args(positions))

    def argtype(self, *positions):
        """One copy for each type of these arguments."""
        return _marker('specialize:argtype' + _args(positions))

    def argchar(self, *positions):
        """One copy where these arguments are single characters, and one for other strings."""
        return _marker('specialize:argchar' + _args(positions))

    def ll(self):
        """One copy for each combination of low-level types; constants stay constant."""
        return _marker('specialize:ll')

    def ll_and_arg(self, *positions):
        """Like `ll`, and also one copy for each constant value of these arguments."""
        return _marker('specialize:ll_and_arg' + _args(positions))

    def call_location(self):
        """One copy for each place that calls it."""
        return _marker('specialize:call_location')

    def arglistitemtype(self, position):
        """One copy for each item type of this list argument."""
        return _marker('specialize:arglistitemtype' + _args((position,)))


specialize = _Specialize()


def _args(positions):
    return '(' + ','.join([str(p) for p in positions]) + ')'


def _marker(text):
    def decorate(func):
        func._annspecialcase_ = text
        return func
    return decorate


class _NotConstant(object):
    """In `enforceargs`: any type, but the value is not known while translating."""

    def __repr__(self):
        return 'NOT_CONSTANT'


NOT_CONSTANT = _NotConstant()


def enforceargs(*types_, **kwds):
    """Checks the argument types, and makes ints and the like what is declared; None: anything.

    Calls are checked before translation, too, but for the keyword `typecheck=False`.
    """
    typecheck = kwds.pop('typecheck', True)
    if types_ and kwds:
        raise TypeError("types are given by position or by keyword, not both")

    def decorate(func):
        code = func.func_code
        names = list(code.co_varnames[:code.co_argcount])
        types = tuple([kwds.get(name) for name in names]) if kwds else types_
        func._annenforceargs_ = types
        if typecheck:
            assert len(types) == len(names), (
                "not enough types provided: expected %d, got %d" % (len(types), len(names)))
            func._argument_check_ = _argument_check(func, names, types)
        return func
    return decorate


def _argument_check(func, names, types):
    def check(*args):
        for i, type in enumerate(types):
            if not _is_of_type(args[i], type):
                raise TypeError("%s argument %r must be of type %s" % (func.__name__, names[i], type))
    return check


def _is_of_type(arg, type):
    """Whether an argument is what `enforceargs` was given. The first item stands for all those of a container."""
    if type is None or type is NOT_CONSTANT:
        return True
    if isinstance(type, list):
        return isinstance(arg, list) and (not arg or _is_of_type(arg[0], type[0]))
    if isinstance(type, dict):
        if not isinstance(arg, dict) or not arg:
            return isinstance(arg, dict)
        key, value = type.items()[0]
        return _is_of_type(arg.keys()[0], key) and _is_of_type(arg.values()[0], value)
    if isinstance(type, tuple):
        return isinstance(arg, tuple) and len(arg) == len(type) and all(map(_is_of_type, arg, type))
    if type is float:
        return isinstance(arg, (float, int))
    from rpython.annotator.model import SomeChar, SomeObject, SomeUnicodeCodePoint
    if isinstance(type, SomeObject):
        if arg is None:
            return type.can_be_none()
        single = not isinstance(type, (SomeChar, SomeUnicodeCodePoint)) or len(arg) == 1
        return isinstance(arg, type.knowntype) and single
    from rpython.rtyper.lltypesystem import lltype
    if isinstance(type, lltype.LowLevelType):
        return _is_of_lltype(arg, type)
    return not inspect.isclass(type) or isinstance(arg, type)


def _is_of_lltype(arg, TYPE):
    from rpython.rtyper.lltypesystem import lltype
    if TYPE is lltype.Void or isinstance(TYPE, lltype.Number) and isinstance(arg, (int, long)):
        return True
    if TYPE is lltype.Float:
        return isinstance(arg, (float, int))
    return lltype.typeOf(arg) == TYPE


def not_rpython(func):
    """Calling it from RPython code is an error."""
    func._not_rpython_ = True
    return func


def always_inline(func):
    func._always_inline_ = True
    return func


def dont_inline(func):
    func._dont_inline_ = True
    return func


def try_inline(func):
    func._always_inline_ = 'try'
    return func


def llhelper_error_value(error_value):
    """What a function called from C returns if it raises."""
    def decorate(func):
        func._llhelper_error_value_ = error_value
        return func
    return decorate


def no_collect(func):
    func._gc_no_collect_ = True
    return func


def sandbox_review(reviewed=False, check_caller=False, abort=False):
    def decorate(func):
        func._sandbox_review_ = ('reviewed' if reviewed else
                                 'check_caller' if check_caller else 'abort')
        return func
    return decorate


def import_from_mixin(M, special_methods=['__init__', '__del__']):
    """In a class body: copies what the mixin class defines or inherits into the class. Names like `__x__` are left out, but
    for those in `special_methods`."""
    caller = sys._getframe(1)
    module = caller.f_globals.get('__name__')
    copies = {}
    immutable = []
    for base in _classes_of(M):
        for key, value in base.__dict__.items():
            if key == '_immutable_fields_':
                immutable.extend(value)
            elif key not in copies and (key in special_methods or not (key.startswith('__') and key.endswith('__'))):
                copies[key] = _mixed_in(key, value, module)
    target = caller.f_locals
    for key in copies:
        if key in target:
            raise Exception("import_from_mixin: would overwrite the value already defined locally for %r" % (key,))
        if key == '_mixin_':
            raise Exception("import_from_mixin: the class must not have '_mixin_ = True'")
    target.update(copies)
    if immutable:
        target['_immutable_fields_'] = list(target.get('_immutable_fields_', [])) + immutable


def _classes_of(cls):
    """A class and its bases, without `object`, in the order in which attributes are looked for."""
    if hasattr(cls, '__mro__'):
        return [base for base in cls.__mro__ if base is not object]
    found = [cls]
    for base in cls.__bases__:
        found += [other for other in _classes_of(base) if other not in found]
    return found


def _mixed_in(key, value, module):
    """Functions are copied, so that the versions in unrelated classes have nothing to do with each other."""
    if isinstance(value, types.FunctionType):
        return _copy_function(value)
    if isinstance(value, staticmethod):
        copy = _copy_function(value.__get__(42))
        if module:
            copy.__module__ = module
        return staticmethod(copy)
    if isinstance(value, classmethod):
        raise AssertionError("classmethods cannot be mixed in: %r" % (key,))
    return value


def _copy_function(func):
    copy = func_with_new_name(func, func.__name__)
    copy.__module__ = func.__module__
    return copy


# ---------------------------------------------------------------- translated or not

@intrinsic('objectmodel.we_are_translated')
def we_are_translated():
    return False


def specialized_const(value):
    return value


class Symbolic(object):
    """A value that is known only to the finished program: nothing can be decided by it before."""
    _symbolic_ = True

    def __cmp__(self, other):
        if self is other:
            return 0
        raise TypeError("%r cannot be compared before the program runs" % (self,))

    def __hash__(self):
        raise TypeError("%r has no hash before the program runs" % (self,))

    def __nonzero__(self):
        raise TypeError("%r is not known to be true or false before the program runs" % (self,))

    def annotation(self):
        return None

    def lltype(self):
        return None

    def _in_program(self):
        """What stands for it when the program is lowered: its value, or a function of the program that gives it."""
        raise NotImplementedError


class CDefinedIntSymbolic(Symbolic):
    """An int named by a C expression; `default` is its value untranslated."""

    def __init__(self, expr, default=0):
        self.expr = expr
        self.default = default

    def lltype(self):
        from rpython.rtyper.lltypesystem import lltype
        return lltype.Signed

    def _in_program(self):
        from rpython.rtyper.lltypesystem import rffi
        return rffi.constant_reader(self.expr, self.lltype())

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, self.expr)


class ComputedIntSymbolic(Symbolic):
    """An int that `compute_fn` gives when the program is lowered, after types are inferred."""

    def __init__(self, compute_fn):
        self.compute_fn = compute_fn

    def lltype(self):
        from rpython.rtyper.lltypesystem import lltype
        return lltype.Signed

    def _in_program(self):
        return self.compute_fn()

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, self.compute_fn)


malloc_zero_filled = True
running_on_llinterp = False


# ---------------------------------------------------------------- identity, hash, life time

@intrinsic('objectmodel.instantiate')
def instantiate(cls, nonmovable=False):
    """An instance without calling `__init__`."""
    if isinstance(cls, type):
        return cls.__new__(cls)
    return types.InstanceType(cls)


@intrinsic('objectmodel.compute_hash')
def compute_hash(x):
    """The hash that dicts use: of the content of strings, numbers and tuples, else of the identity."""
    if isinstance(x, (str, unicode)):
        return _hash_string(x)
    if isinstance(x, int):
        return x
    if isinstance(x, float):
        return _hash_float(x)
    if isinstance(x, tuple):
        return _hash_tuple(x)
    if x is None:
        return 0
    return compute_identity_hash(x)


@intrinsic('objectmodel.compute_identity_hash')
def compute_identity_hash(x):
    return object.__hash__(x)


@intrinsic('objectmodel.compute_unique_id')
def compute_unique_id(x):
    return id(x)


@intrinsic('objectmodel.current_object_addr_as_int')
def current_object_addr_as_int(x):
    return id(x)


def _hash_string(s):
    """The hash of strings of the reference: multiply by 1000003 and xor, seeded by the first character."""
    from rpython.rlib.rarithmetic import intmask
    length = len(s)
    if length == 0:
        return -1
    x = ord(s[0]) << 7
    i = 0
    while i < length:
        x = intmask((1000003 * x) ^ ord(s[i]))
        i += 1
    return intmask(x ^ length)


def _hash_float(f):
    from math import frexp
    from rpython.rlib.rarithmetic import intmask
    if f - f != 0.0:
        if f > 0.0:
            return 314159
        if f < 0.0:
            return -271828
        return 0
    v, expo = frexp(f)
    v *= 2147483648.0
    hipart = int(v)
    v = (v - float(hipart)) * 2147483648.0
    return intmask(hipart + int(v) + (expo << 15))


def _hash_tuple(t):
    from rpython.rlib.rarithmetic import intmask
    x = 0x345678
    for item in t:
        y = compute_hash(item)
        x = intmask((1000003 * x) ^ y)
    return x


@intrinsic('objectmodel.keepalive_until_here')
def keepalive_until_here(*values):
    pass


@intrinsic('objectmodel.free_non_gc_object')
def free_non_gc_object(obj):
    """Frees an instance of a class with `_alloc_flavor_ = 'raw'`."""
    obj.__dict__ = {}


@intrinsic('objectmodel.hlinvoke')
def hlinvoke(repr, llcallable, *args):
    raise TypeError("hlinvoke is meant for low-level helpers only")


class UnboxedValue(object):
    """Mixin for classes with one integer field, named by `__slots__`. With --translation-taggedpointers, their instances
    are no objects but odd words in place of pointers. The compiler knows this class."""
    _mixin_ = True
    __slots__ = ()

    def __new__(cls, value):
        assert '__init__' not in cls.__dict__
        result = super(UnboxedValue, cls).__new__(cls)
        if not -sys.maxint - 1 <= value * 2 + 1 <= sys.maxint:
            raise OverflowError("UnboxedValue: argument out of range")
        setattr(result, _unboxed_field(cls), value)
        return result

    def __init__(self, value):
        pass

    def __repr__(self):
        return '<unboxed %d>' % (self.get_untagged_value(),)

    def get_untagged_value(self):
        return getattr(self, _unboxed_field(self.__class__))


def _unboxed_field(cls):
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__')
        if isinstance(slots, str):
            return slots
        if slots:
            if len(slots) != 1:
                break
            return slots[0]
    raise TypeError("the class %s is an UnboxedValue and needs __slots__ with one name" % (cls.__name__,))


def _unboxed_methods(cls):
    """What the methods of such a class are in translated programs: `__init__` and `get_untagged_value`."""
    source = """
def __init__(self, value):
    self.%s = value

def get_untagged_value(self):
    return self.%s
""" % (_unboxed_field(cls), _unboxed_field(cls))
    namespace = {}
    exec source in namespace
    return namespace['__init__'], namespace['get_untagged_value']


# ---------------------------------------------------------------- lists, dicts, strings

@intrinsic('objectmodel.newlist_hint')
def newlist_hint(sizehint=0):
    """An empty list with room for this many items."""
    return []


@intrinsic('objectmodel.resizelist_hint')
def resizelist_hint(l, sizehint):
    pass


@intrinsic('objectmodel.is_annotation_constant')
def is_annotation_constant(x):
    return True


@intrinsic('objectmodel.is_in_callback')
def is_in_callback():
    return False


class r_dict(object):
    """A dict with its own equality and hash of keys."""

    def __init__(self, key_eq, key_hash, force_non_null=False, simple_hash_eq=False):
        self._dict = {}
        self._order = []
        self.key_eq = key_eq
        self.key_hash = key_hash
        self.force_non_null = force_non_null

    def __getitem__(self, key):
        return self._dict[_r_dictkey(self, key)]

    def __setitem__(self, key, value):
        k = _r_dictkey(self, key)
        before = len(self._dict)
        self._dict[k] = value
        if len(self._dict) > before:
            self._order.append(k)

    def __delitem__(self, key):
        k = _r_dictkey(self, key)
        del self._dict[k]
        self._order.remove(k)

    def __len__(self):
        return len(self._dict)

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, key):
        return _r_dictkey(self, key) in self._dict

    def get(self, key, default=None):
        return self._dict.get(_r_dictkey(self, key), default)

    def setdefault(self, key, default):
        k = _r_dictkey(self, key)
        before = len(self._dict)
        value = self._dict.setdefault(k, default)
        if len(self._dict) > before:
            self._order.append(k)
        return value

    def pop(self, key, *default):
        k = _r_dictkey(self, key)
        if k in self._dict:
            self._order.remove(k)
        return self._dict.pop(k, *default)

    def popitem(self):
        if not self._order:
            raise KeyError
        k = self._order.pop()
        return k.key, self._dict.pop(k)

    def copy(self):
        result = self.__class__(self.key_eq, self.key_hash)
        result.update(self)
        return result

    def update(self, other):
        for key in other.keys():
            self[key] = other[key]

    def keys(self):
        return [k.key for k in self._order]

    def values(self):
        return [self._dict[k] for k in self._order]

    def items(self):
        return [(k.key, self._dict[k]) for k in self._order]

    def iterkeys(self):
        return iter(self.keys())

    def itervalues(self):
        return iter(self.values())

    def iteritems(self):
        return iter(self.items())

    def clear(self):
        self._dict.clear()
        del self._order[:]

    def __repr__(self):
        if self in _being_shown:
            return 'r_dict({...})'
        _being_shown.append(self)
        try:
            return 'r_dict({%s})' % ', '.join(['%r: %r' % item for item in self.items()])
        finally:
            _being_shown.pop()

    def __hash__(self):
        raise TypeError("cannot hash r_dict instances")


# Those whose repr() is being made, since a dict may contain itself.
_being_shown = []


class r_ordereddict(r_dict):
    """An r_dict whose order is part of its meaning."""


class _r_dictkey(object):
    __slots__ = ['owner', 'key', 'hash']

    def __init__(self, owner, key):
        self.owner = owner
        self.key = key
        self.hash = owner.key_hash(key)

    def __eq__(self, other):
        if not isinstance(other, _r_dictkey):
            return NotImplemented
        return self.owner.key_eq(self.key, other.key)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return self.hash


@intrinsic('objectmodel.prepare_dict_update')
def prepare_dict_update(dict, n_elements):
    """Makes room for so many more items at once."""


@intrinsic('objectmodel.reversed_dict')
def reversed_dict(d):
    """Keys of an ordered dict, last first."""
    return reversed(list(d.keys()))


_NO_DEFAULT = object()


def dict_to_switch(d, inline=True, default=_NO_DEFAULT):
    """A function that looks a constant dict from ints or characters up by comparisons with each key.

    A missing key gives `default`, or raises `KeyError`.
    """
    from rpython.rlib.unroll import unrolling_iterable
    assert d, "dict_to_switch() needs a dict that is not empty"
    kinds = [type(key) for key in d]
    assert kinds.count(int) == len(kinds) or (kinds.count(str) == len(kinds) and max([len(key) for key in d]) <= 1), (
        "dict_to_switch() needs keys that are all ints or all single characters")
    items = unrolling_iterable(d.items())
    has_default = default is not _NO_DEFAULT

    def lookup(query):
        for key, value in items:
            if query == key:
                return value
        if has_default:
            return default
        raise KeyError
    if inline:
        lookup = always_inline(lookup)
    return lookup


@intrinsic('objectmodel.iterkeys_with_hash')
def iterkeys_with_hash(d):
    return iter([(k, compute_hash(k)) for k in d.keys()])


@intrinsic('objectmodel.iteritems_with_hash')
def iteritems_with_hash(d):
    return iter([(k, v, compute_hash(k)) for k, v in d.items()])


@intrinsic('objectmodel.contains_with_hash')
def contains_with_hash(d, key, h):
    return key in d


@intrinsic('objectmodel.setitem_with_hash')
def setitem_with_hash(d, key, h, value):
    d[key] = value


@intrinsic('objectmodel.getitem_with_hash')
def getitem_with_hash(d, key, h):
    return d[key]


@intrinsic('objectmodel.delitem_with_hash')
def delitem_with_hash(d, key, h):
    del d[key]


@intrinsic('objectmodel.delitem_if_value_is')
def delitem_if_value_is(d, key, value):
    try:
        if d[key] is not value:
            return
    except KeyError:
        return
    del d[key]


@intrinsic('objectmodel.move_to_end')
def move_to_end(d, key, last=True):
    """Makes a key of an ordered dict the last (or the first)."""
    items = d.items()
    value = d[key]
    if last:
        del d[key]
        d[key] = value
        return
    d.clear()
    d[key] = value
    for k, v in items:
        if k != key:
            d[k] = v


@intrinsic('objectmodel.fetch_translated_config')
def fetch_translated_config():
    """The translation's options, or None untranslated."""
    return None


def we_are_translated_to_c():
    return we_are_translated()


def likely(condition):
    """Marks what is usually true, for whoever reads it."""
    assert isinstance(condition, bool)
    return condition


def unlikely(condition):
    assert isinstance(condition, bool)
    return condition


@intrinsic('objectmodel.list_get_physical_size')
def list_get_physical_size(l):
    """How many items the list has room for; at least its length."""
    return len(l)


def int_to_bytearray(i):
    return bytearray(str(i))


def never_allocate(cls):
    """A class whose instances should all be optimized away. That they are is not checked."""
    cls._rpython_never_allocate_ = True
    return cls


def revdb_enabled():
    return False


@intrinsic('objectmodel.revdb_flag_io_disabled')
def revdb_flag_io_disabled():
    return False


class FREED_OBJECT(object):
    def __getattribute__(self, attr):
        raise RuntimeError("trying to access a freed object")

    def __setattr__(self, attr, value):
        raise RuntimeError("trying to access a freed object")
