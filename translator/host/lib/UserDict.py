"""Classes that behave like dicts."""


class DictMixin:
    """Everything else, for a class that has `__getitem__`, `__setitem__`, `__delitem__` and `keys`."""

    def __iter__(self):
        for key in self.keys():
            yield key

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def has_key(self, key):
        return key in self

    iterkeys = __iter__

    def iteritems(self):
        for key in self:
            yield key, self[key]

    def itervalues(self):
        for key in self:
            yield self[key]

    def items(self):
        return list(self.iteritems())

    def values(self):
        return list(self.itervalues())

    def clear(self):
        for key in list(self.keys()):
            del self[key]

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        for key, value in self.iteritems():
            del self[key]
            return key, value
        raise KeyError('container is empty')

    def update(self, other=None, **kwargs):
        if other is not None:
            if hasattr(other, 'keys'):
                other = [(key, other[key]) for key in other.keys()]
            for key, value in other:
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __len__(self):
        return len(self.keys())

    def __repr__(self):
        return repr(dict(self.iteritems()))

    def __cmp__(self, other):
        return cmp(dict(self.iteritems()), dict(other.items()))


class UserDict(DictMixin):
    def __init__(self, dict=None, **kwargs):
        self.data = {}
        self.update(dict, **kwargs)

    def __getitem__(self, key):
        if key not in self.data and hasattr(self.__class__, '__missing__'):
            return self.__class__.__missing__(self, key)
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data

    def keys(self):
        return self.data.keys()

    def copy(self):
        result = self.__class__()
        result.update(self)
        return result


class IterableUserDict(UserDict):
    pass
