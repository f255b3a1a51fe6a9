"""Abstract base classes of containers."""
from abc import ABCMeta, abstractmethod

__all__ = ['Hashable', 'Iterable', 'Iterator', 'Sized', 'Container', 'Callable', 'Set', 'MutableSet', 'Mapping',
           'MutableMapping', 'Sequence', 'MutableSequence']


def _has_all(C, names):
    for name in names:
        for base in C.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return False
                break
        else:
            return False
    return True


class _ByMethods(object):
    """Classes with certain methods count as subclasses."""
    __metaclass__ = ABCMeta
    _wanted = ()

    @classmethod
    def __subclasshook__(cls, C):
        wanted = cls.__dict__.get('_wanted', ())
        if wanted and hasattr(C, '__mro__') and _has_all(C, wanted):
            return True
        return NotImplemented


class Hashable(_ByMethods):
    _wanted = ('__hash__',)


class Iterable(_ByMethods):
    _wanted = ('__iter__',)


class Iterator(Iterable):
    _wanted = ('next', '__iter__')

    def __iter__(self):
        return self


class Sized(_ByMethods):
    _wanted = ('__len__',)


class Container(_ByMethods):
    _wanted = ('__contains__',)


class Callable(_ByMethods):
    _wanted = ('__call__',)


class Set(Sized, Iterable, Container):
    def __le__(self, other):
        return len(self) <= len(other) and all([item in other for item in self])

    def __lt__(self, other):
        return len(self) < len(other) and self <= other

    def __ge__(self, other):
        return other <= self

    def __gt__(self, other):
        return other < self

    def __eq__(self, other):
        return len(self) == len(other) and self <= other

    def __ne__(self, other):
        return not self == other

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __and__(self, other):
        return self._from_iterable([item for item in other if item in self])

    def __or__(self, other):
        return self._from_iterable(list(self) + list(other))

    def __sub__(self, other):
        return self._from_iterable([item for item in self if item not in other])

    def __xor__(self, other):
        return (self - other) | (self._from_iterable(other) - self)

    def isdisjoint(self, other):
        return not [item for item in other if item in self]


Set.register(frozenset)


class MutableSet(Set):
    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        while len(self):
            self.pop()

    def __ior__(self, other):
        for value in other:
            self.add(value)
        return self

    def __isub__(self, other):
        for value in list(other):
            self.discard(value)
        return self


MutableSet.register(set)


class Mapping(Sized, Iterable, Container):
    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return list(self)

    def iterkeys(self):
        return iter(self)

    def values(self):
        return [self[key] for key in self]

    def itervalues(self):
        return iter(self.values())

    def items(self):
        return [(key, self[key]) for key in self]

    def iteritems(self):
        return iter(self.items())

    __hash__ = None

    def __eq__(self, other):
        return isinstance(other, Mapping) and dict(self.items()) == dict(other.items())

    def __ne__(self, other):
        return not self == other


class MutableMapping(Mapping):
    __no_default = object()

    def pop(self, key, default=__no_default):
        try:
            value = self[key]
        except KeyError:
            if default is self.__no_default:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        for key in list(self):
            del self[key]

    def update(self, other=(), **kwds):
        if hasattr(other, 'keys'):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


MutableMapping.register(dict)


class Sequence(Sized, Iterable, Container):
    def __iter__(self):
        i = 0
        while True:
            try:
                item = self[i]
            except IndexError:
                return
            yield item
            i += 1

    def __contains__(self, value):
        for item in self:
            if item == value:
                return True
        return False

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]

    def index(self, value):
        for i, item in enumerate(self):
            if item == value:
                return i
        raise ValueError

    def count(self, value):
        return len([item for item in self if item == value])


for _class in (tuple, basestring, xrange):
    Sequence.register(_class)


class MutableSequence(Sequence):
    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in values:
            self.append(value)

    def reverse(self):
        self[:] = list(self)[::-1]

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


MutableSequence.register(list)
