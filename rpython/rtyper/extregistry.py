"""Entries by which Python objects explain themselves to the translator.

A class derived from `ExtRegistryEntry` says with `_about_` for which objects, or with `_type_` for instances of which
classes, it answers. Its `compute_result_annotation` tells what a call gives, `specialize_call` how the call is made of
low-level operations (with the help of `rpython.rtyper.rtyper.HighLevelOp`), `compute_annotation` what a prebuilt
object itself is.
"""

_by_value = {}
_by_type = {}
_keys = []


class _EntryClass(type):
    """Registers each entry class when it is made."""

    def __init__(cls, name, bases, attrs):
        type.__init__(cls, name, bases, attrs)
        if '_about_' in attrs:
            for obj in _each(attrs['_about_']):
                _register(_by_value, id(obj), obj, cls)
        if '_type_' in attrs:
            for klass in _each(attrs['_type_']):
                _register(_by_type, id(klass), klass, cls)


def _each(key):
    if isinstance(key, tuple):
        return key
    return (key,)


def _register(table, key, obj, cls):
    if key in table:
        raise ValueError("two entries for %r: %s and %s" % (obj, table[key].__name__, cls.__name__))
    table[key] = cls
    _keys.append(obj)     # stays alive, so that its id stays its own


class ExtRegistryEntry(object):
    __metaclass__ = _EntryClass

    def __init__(self, type, instance=None):
        self.type = type
        self.instance = instance
        self.bookkeeper = bookkeeper

    def compute_annotation(self):
        """What the object is: by default a function whose calls `compute_result_annotation` explains."""
        from rpython.annotator import model
        return model.SomeBuiltin(self.compute_result_annotation)

    def compute_result_annotation(self, *args_s, **kwds_s):
        return self.s_result_annotation

    def replacement(self, *args_s):
        """A function of the program that calls go to, or None."""
        return None

    def specialize_call(self, hop):
        raise NotImplementedError("%s has no specialize_call()" % (self.__class__.__name__,))


class _Bookkeeper(object):
    """What entries may ask while types are inferred."""

    def immutablevalue(self, x):
        from rpython.annotator import model
        return model.SomeConstant(x)

    def valueoftype(self, TYPE):
        from rpython.annotator import model
        result = model.SomeObject()
        result.declared = TYPE
        return result


bookkeeper = _Bookkeeper()


def is_registered(instance):
    return find(instance) is not None


def is_registered_type(tp):
    return _of_type(tp) is not None


def lookup(instance):
    entry = find(instance)
    if entry is None:
        raise KeyError(instance)
    return entry


def lookup_type(tp):
    cls = _of_type(tp)
    if cls is None:
        raise KeyError(tp)
    return cls(tp)


def find(instance):
    """The entry for an object, or None."""
    tp = type(instance)
    cls = _by_value.get(id(instance))
    if cls is None and isinstance(instance, (int, long, str)):
        for obj in _keys:
            if type(obj) is tp and obj == instance:
                cls = _by_value.get(id(obj))
                break
    if cls is None:
        cls = _of_type(tp)
    if cls is None:
        return None
    return cls(tp, instance)


def _of_type(tp):
    for base in getattr(tp, '__mro__', (tp,)):
        cls = _by_type.get(id(base))
        if cls is not None:
            return cls
    return None
