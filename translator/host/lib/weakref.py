"""Weak references and the containers made of them."""
from _weakref import ref, proxy, getweakrefcount, getweakrefs, ReferenceType, ReferenceError

ProxyTypes = ()


class WeakValueDictionary(object):
    def __init__(self, *args, **kwargs):
        self._refs = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        value = self._refs[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._refs[key] = ref(value)

    def __delitem__(self, key):
        del self._refs[key]

    def __contains__(self, key):
        return self.get(key) is not None

    has_key = __contains__

    def __len__(self):
        return len(self.items())

    def __iter__(self):
        return iter(self.keys())

    def get(self, key, default=None):
        found = self._refs.get(key)
        if found is not None:
            value = found()
            if value is not None:
                return value
        return default

    def items(self):
        result = []
        for key, found in self._refs.items():
            value = found()
            if value is not None:
                result.append((key, value))
        return result

    def iteritems(self):
        return iter(self.items())

    def keys(self):
        return [key for key, value in self.items()]

    iterkeys = __iter__

    def values(self):
        return [value for key, value in self.items()]

    def itervalues(self):
        return iter(self.values())

    def valuerefs(self):
        return self._refs.values()

    def pop(self, key, *default):
        value = self.get(key)
        self._refs.pop(key, None)
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        return value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def clear(self):
        self._refs.clear()

    def copy(self):
        return self.__class__(self.items())


class WeakKeyDictionary(object):
    """Entries lie in buckets by the hash of the key, so that keys may die."""

    def __init__(self, items=()):
        self._buckets = {}
        self.update(items)

    def _find(self, key):
        for entry in self._buckets.get(hash(key), ()):
            found = entry[0]()
            if found is not None and (found is key or found == key):
                return entry
        return None

    def __getitem__(self, key):
        entry = self._find(key)
        if entry is None:
            raise KeyError(key)
        return entry[1]

    def __setitem__(self, key, value):
        entry = self._find(key)
        if entry is not None:
            entry[1] = value
            return
        bucket = self._buckets.setdefault(hash(key), [])
        bucket[:] = [old for old in bucket if old[0]() is not None]
        bucket.append([ref(key), value])

    def __delitem__(self, key):
        entry = self._find(key)
        if entry is None:
            raise KeyError(key)
        self._buckets[hash(key)].remove(entry)

    def __contains__(self, key):
        return self._find(key) is not None

    has_key = __contains__

    def __len__(self):
        return len(self.items())

    def __iter__(self):
        return iter(self.keys())

    def get(self, key, default=None):
        entry = self._find(key)
        if entry is None:
            return default
        return entry[1]

    def items(self):
        result = []
        for bucket in self._buckets.values():
            for found, value in bucket:
                key = found()
                if key is not None:
                    result.append((key, value))
        return result

    def iteritems(self):
        return iter(self.items())

    def keys(self):
        return [key for key, value in self.items()]

    iterkeys = __iter__

    def values(self):
        return [value for key, value in self.items()]

    def itervalues(self):
        return iter(self.values())

    def pop(self, key, *default):
        entry = self._find(key)
        if entry is None:
            if default:
                return default[0]
            raise KeyError(key)
        self._buckets[hash(key)].remove(entry)
        return entry[1]

    def setdefault(self, key, default=None):
        entry = self._find(key)
        if entry is None:
            self[key] = default
            return default
        return entry[1]

    def update(self, items):
        if hasattr(items, 'items'):
            items = items.items()
        for key, value in items:
            self[key] = value

    def clear(self):
        self._buckets.clear()


class WeakSet(object):
    def __init__(self, items=()):
        self._dict = WeakKeyDictionary()
        self.update(items)

    def add(self, item):
        self._dict[item] = None

    def discard(self, item):
        self._dict.pop(item, None)

    def remove(self, item):
        del self._dict[item]

    def update(self, items):
        for item in items:
            self.add(item)

    def clear(self):
        self._dict.clear()

    def __contains__(self, item):
        return item in self._dict

    def __iter__(self):
        return iter(self._dict.keys())

    def __len__(self):
        return len(self._dict)
