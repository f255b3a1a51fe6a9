"""Weak references, and dicts that hold their values or keys weakly."""
import weakref

from rpython.rlib.objectmodel import compute_identity_hash, specialize

ref = weakref.ref


def has_weakref_support():
    return True


class RWeakValueDictionary(object):
    """A dict whose values (instances of `valueclass`) do not keep alive. Keys are of `keyclass`."""
    _annspecialcase_class_ = 'rweakref.RWeakValueDictionary'

    def __init__(self, keyclass, valueclass):
        self._keyclass = keyclass
        self._valueclass = valueclass
        self._dict = {}
        self._stores = 0

    def get(self, key):
        """The value, or None."""
        try:
            reference = self._dict[key]
        except KeyError:
            return None
        return reference()

    def set(self, key, value):
        """Stores a value; None removes the key."""
        if value is None:
            self._dict.pop(key, None)
        else:
            self._dict[key] = ref(value)


class RWeakKeyDictionary(object):
    """A dict whose keys (instances of `keyclass`, compared by identity) do not keep alive."""

    def __init__(self, keyclass, valueclass):
        self._keyclass = keyclass
        self._valueclass = valueclass
        self._dict = weakref.WeakKeyDictionary()

    def get(self, key):
        return self._dict.get(key)

    def set(self, key, value):
        if value is None:
            self._dict.pop(key, None)
        else:
            self._dict[key] = value

    def length(self):
        return len(self._dict)
