"""Operators as functions."""
from _operator import *
import _operator

for _name in dir(_operator):
    if _name.startswith('__') and _name.endswith('__') and _name not in ('__name__', '__doc__'):
        globals()[_name] = getattr(_operator, _name)
del _name


def countOf(a, b):
    count = 0
    for item in a:
        if item == b:
            count += 1
    return count


def indexOf(a, b):
    for i, item in enumerate(a):
        if item == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")


def sequenceIncludes(a, b):
    return b in a


def isSequenceType(o):
    return hasattr(o, '__getitem__') and not isinstance(o, dict)


def isMappingType(o):
    return hasattr(o, '__getitem__') and not isinstance(o, (str, unicode, list, tuple))


def isNumberType(o):
    return isinstance(o, (int, long, float, complex))


class attrgetter(object):
    def __init__(self, attr, *attrs):
        self._attrs = (attr,) + attrs

    def __call__(self, obj):
        values = [self._get(obj, attr) for attr in self._attrs]
        if len(values) == 1:
            return values[0]
        return tuple(values)

    def _get(self, obj, attr):
        for name in attr.split('.'):
            obj = getattr(obj, name)
        return obj


class itemgetter(object):
    def __init__(self, item, *items):
        self._items = (item,) + items

    def __call__(self, obj):
        if len(self._items) == 1:
            return obj[self._items[0]]
        return tuple([obj[item] for item in self._items])


class methodcaller(object):
    def __init__(self, name, *args, **kwds):
        self._name = name
        self._args = args
        self._kwds = kwds

    def __call__(self, obj):
        return getattr(obj, self._name)(*self._args, **self._kwds)
