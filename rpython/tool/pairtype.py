"""Classes that can be extended later, and dispatch on the classes of two objects at once."""


class extendabletype(type):
    """Metaclass: `class __extend__(C): ...` makes no class but puts what it defines into `C` (or into several)."""

    def __new__(cls, name, bases, namespace):
        if name != '__extend__':
            return super(extendabletype, cls).__new__(cls, name, bases, namespace)
        for target in bases:
            for key in namespace:
                if key not in ('__module__', '__metaclass__', '__doc__'):
                    setattr(target, key, namespace[key])
        return None


_pair_classes = {}


def pairtype(first, second):
    """The class of `pair(a, b)` for an `a` of class `first` and a `b` of class `second`. It inherits from the classes of
    pairs in which one of the two is replaced by a base, the first one's bases before the second one's."""
    key = first, second
    if key not in _pair_classes:
        bases = [pairtype(base, second) for base in first.__bases__]
        bases += [pairtype(first, base) for base in second.__bases__]
        name = 'pairtype(%s, %s)' % (first.__name__, second.__name__)
        _pair_classes[key] = extendabletype(name, tuple(bases) or (tuple,), {})
    return _pair_classes[key]


def pair(a, b):
    """A tuple of both whose methods depend on the classes of both."""
    return pairtype(a.__class__, b.__class__)((a, b))


def pairmro(first, second):
    """The pairs of classes in the order in which methods of `pairtype(first, second)` are looked for."""
    return [(x, y) for y in second.__mro__ for x in first.__mro__]


class DoubleDispatchRegistry(object):
    """A dict keyed by pairs of classes; a pair that has no entry gets that of the nearest pair of bases."""

    def __init__(self):
        self._registry = {}
        self._found = {}

    def __getitem__(self, classes):
        if classes not in self._found:
            for candidate in pairmro(*classes):
                if candidate in self._registry:
                    self._found[classes] = self._registry[candidate]
                    break
            else:
                raise KeyError(classes)
        return self._found[classes]

    def __setitem__(self, classes, value):
        self._registry[classes] = value
        self._found.clear()
