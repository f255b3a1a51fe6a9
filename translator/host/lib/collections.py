"""More containers: OrderedDict, defaultdict, Counter, deque, namedtuple, and the abstract ones."""
from __rpython__ import make_ordered
from _abcoll import *
import _abcoll
from keyword import iskeyword as _iskeyword
import sys as _sys

__all__ = ['Counter', 'deque', 'defaultdict', 'namedtuple', 'OrderedDict'] + _abcoll.__all__


class OrderedDict(dict):
    """A dict that iterates in order of insertion."""

    def __new__(cls, *args, **kwds):
        self = dict.__new__(cls)
        make_ordered(self)
        return self

    def __init__(self, *args, **kwds):
        if len(args) > 1:
            raise TypeError('expected at most 1 arguments, got %d' % len(args))
        self.update(*args, **kwds)

    def __reversed__(self):
        return reversed(self.keys())

    def update(self, *args, **kwds):
        if args:
            other = args[0]
            if hasattr(other, 'keys'):
                for key in other.keys():
                    self[key] = other[key]
            else:
                for key, value in other:
                    self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def copy(self):
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return len(self) == len(other) and self.items() == other.items()
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if not self:
            return '%s()' % (self.__class__.__name__,)
        return '%s(%r)' % (self.__class__.__name__, self.items())


class defaultdict(dict):
    """A dict that makes the values of missing keys."""

    def __init__(self, default_factory=None, *args, **kwds):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable")
        dict.__init__(self, *args, **kwds)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def copy(self):
        return self.__class__(self.default_factory, self)

    __copy__ = copy

    def __repr__(self):
        return 'defaultdict(%r, %s)' % (self.default_factory, dict.__repr__(self))


class Counter(dict):
    """How often each item occurs."""

    def __init__(self, iterable=None, **kwds):
        dict.__init__(self)
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, **kwds):
        if iterable is not None:
            if hasattr(iterable, 'keys'):
                for key in iterable.keys():
                    self[key] = self.get(key, 0) + iterable[key]
            else:
                for item in iterable:
                    self[item] = self.get(item, 0) + 1
        for key, value in kwds.items():
            self[key] = self.get(key, 0) + value

    def subtract(self, iterable=None, **kwds):
        counts = Counter(iterable, **kwds)
        for key, value in counts.items():
            self[key] = self.get(key, 0) - value

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return pairs if n is None else pairs[:n]

    def elements(self):
        for key, value in self.items():
            for i in xrange(value):
                yield key

    def copy(self):
        return self.__class__(self)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def __add__(self, other):
        result = Counter()
        for key in list(self) + [key for key in other if key not in self]:
            value = self[key] + other[key]
            if value > 0:
                result[key] = value
        return result

    def __sub__(self, other):
        result = Counter()
        for key in list(self) + [key for key in other if key not in self]:
            value = self[key] - other[key]
            if value > 0:
                result[key] = value
        return result

    def __repr__(self):
        if not self:
            return '%s()' % self.__class__.__name__
        return '%s({%s})' % (self.__class__.__name__, ', '.join(['%r: %r' % pair for pair in self.most_common()]))


class deque(object):
    """A queue with two ends."""

    __hash__ = None

    def __init__(self, iterable=(), maxlen=None):
        self.maxlen = maxlen
        self._items = []
        self.extend(iterable)

    def append(self, item):
        self._items.append(item)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            del self._items[0]

    def appendleft(self, item):
        self._items.insert(0, item)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            del self._items[-1]

    def extend(self, iterable):
        for item in list(iterable):
            self.append(item)

    def extendleft(self, iterable):
        for item in list(iterable):
            self.appendleft(item)

    def pop(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop()

    def popleft(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop(0)

    def clear(self):
        del self._items[:]

    def rotate(self, n=1):
        if self._items:
            n %= len(self._items)
            self._items = self._items[-n:] + self._items[:-n]

    def remove(self, value):
        try:
            self._items.remove(value)
        except ValueError:
            raise ValueError('deque.remove(x): x not in deque')

    def count(self, value):
        return self._items.count(value)

    def reverse(self):
        self._items.reverse()

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __contains__(self, item):
        return item in self._items

    def __getitem__(self, index):
        try:
            return self._items[index]
        except IndexError:
            raise IndexError('deque index out of range')

    def __setitem__(self, index, value):
        self._items[index] = value

    def __delitem__(self, index):
        del self._items[index]

    def __iadd__(self, iterable):
        self.extend(iterable)
        return self

    def __eq__(self, other):
        return isinstance(other, deque) and self._items == other._items

    def __ne__(self, other):
        return not self == other

    def __copy__(self):
        return deque(self, self.maxlen)

    def __repr__(self):
        if self.maxlen is None:
            return 'deque(%r)' % (self._items,)
        return 'deque(%r, maxlen=%d)' % (self._items, self.maxlen)


def _field(index):
    return property(lambda self: self[index], doc='Alias for field number %d' % index)


def namedtuple(typename, field_names, verbose=False, rename=False):
    """A class of tuples whose items have names."""
    if isinstance(field_names, basestring):
        field_names = field_names.replace(',', ' ').split()
    names = [str(name) for name in field_names]
    seen = set()
    for i, name in enumerate(names):
        wrong = (not name or not name.replace('_', 'a').isalnum() or name[0].isdigit() or _iskeyword(name) or
                 name.startswith('_') or name in seen)
        if wrong and rename:
            names[i] = '_%d' % i
        elif wrong:
            raise ValueError('invalid or repeated field name: %r' % (name,))
        seen.add(name)
    fields = tuple(names)
    parameters = ', '.join(fields)
    source = 'def __new__(_cls%s):\n    return _tuple.__new__(_cls, (%s))\n' % (
        ''.join([', ' + name for name in fields]), parameters + (',' if fields else ''))
    namespace = {'_tuple': tuple}
    exec source in namespace

    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != len(fields):
            raise TypeError('Expected %d arguments, got %d' % (len(fields), len(result)))
        return result

    def _replace(self, **kwds):
        result = self._make([kwds.pop(name, value) for name, value in zip(fields, self)])
        if kwds:
            raise ValueError('Got unexpected field names: %r' % kwds.keys())
        return result

    def __repr__(self):
        return '%s(%s)' % (typename, ', '.join(['%s=%r' % pair for pair in zip(fields, self)]))

    attributes = {
        '__slots__': (), '_fields': fields, '__new__': namespace['__new__'], '_make': classmethod(_make),
        '_replace': _replace, '__repr__': __repr__,
        '_asdict': lambda self: OrderedDict(zip(fields, self)),
        '__getnewargs__': lambda self: tuple(self),
        '__doc__': '%s(%s)' % (typename, parameters),
    }
    for i, name in enumerate(fields):
        attributes[name] = _field(i)
    result = type(typename, (tuple,), attributes)
    try:
        result.__module__ = _sys._getframe(1).f_globals.get('__name__', '__main__')
    except (AttributeError, ValueError):
        pass
    return result
