"""Weak references, and dicts that hold their values or keys weakly.

For each pair of classes there is one class of dicts, made on first use.
"""
import _weakref
import weakref

from rpython.rlib.objectmodel import compute_identity_hash, specialize, we_are_translated

ref = weakref.ref


@specialize.argtype(0)
def _number_of(key):
    # A prebuilt dict was filled where words may be longer than those of the program.
    return compute_identity_hash(key) & 0x3fffffff


def has_weakref_support():
    return True


# A reference to an object that is no longer there.
dead_ref = _weakref._dead_ref

# Dead entries are looked for when a dict has grown beyond twice the size it had then, and this.
_LEAST = 16

_value_dicts = {}
_key_dicts = {}


@specialize.memo()
def _value_dict_class(keyclass, valueclass):
    if (keyclass, valueclass) not in _value_dicts:
        _value_dicts[keyclass, valueclass] = _make_value_dict(keyclass, valueclass)
    return _value_dicts[keyclass, valueclass]


@specialize.memo()
def _key_dict_class(keyclass, valueclass):
    if (keyclass, valueclass) not in _key_dicts:
        _key_dicts[keyclass, valueclass] = _make_key_dict(keyclass, valueclass)
    return _key_dicts[keyclass, valueclass]


@specialize.arg(0, 1)
def RWeakValueDictionary(keyclass, valueclass):
    """A dict whose values (instances of `valueclass`) it does not keep alive. Keys are of `keyclass`: int, str or a class,
    whose instances are compared by identity."""
    return _value_dict_class(keyclass, valueclass)()


@specialize.arg(0, 1)
def RWeakKeyDictionary(keyclass, valueclass):
    """A dict whose keys (instances of `keyclass`, compared by identity) it does not keep alive."""
    return _key_dict_class(keyclass, valueclass)()


def _make_value_dict(keyclass, valueclass):

    class WeakValueDict(object):

        def __init__(self):
            self._dict = {}
            self._limit = _LEAST

        def get(self, key):
            """The value, or None."""
            reference = self._dict.get(key, None)
            if reference is None:
                return None
            return reference()

        def set(self, key, value):
            """Stores a value; None removes the key."""
            if value is None:
                if key in self._dict:
                    del self._dict[key]
                return
            assert isinstance(value, valueclass)
            self._dict[key] = ref(value)
            if len(self._dict) > self._limit:
                self._tidy_up()

        def _tidy_up(self):
            dead = [key for key, reference in self._dict.items() if reference() is None]
            for key in dead:
                del self._dict[key]
            self._limit = max(_LEAST, 2 * len(self._dict))

    WeakValueDict.__name__ = 'WeakValueDict_%s_%s' % (keyclass.__name__, valueclass.__name__)
    return WeakValueDict


def _make_key_dict(keyclass, valueclass):

    class Entry(object):
        """A key and its value, in a list of those whose keys have the same hash."""

        def __init__(self, key, value, following):
            self.key = ref(key)
            self.value = value
            self.following = following

    class WeakKeyDict(object):

        def __init__(self):
            self._dict = {}        # first entry by hash of the key
            self._count = 0
            self._limit = _LEAST
            # The hashes in a prebuilt dict are those of the process that made it.
            self._is_prebuilt = not we_are_translated()

        def _find(self, key):
            if we_are_translated() and self._is_prebuilt:
                self._rehash()
            entry = self._dict.get(_number_of(key), None)
            while entry is not None and entry.key() is not key:
                entry = entry.following
            return entry

        def get(self, key):
            """The value, or None."""
            entry = self._find(key)
            if entry is None:
                return None
            return entry.value

        def set(self, key, value):
            """Stores a value; None removes the key."""
            assert isinstance(key, keyclass)
            entry = self._find(key)
            if value is None:
                if entry is not None:
                    self._remove(entry, _number_of(key))
                return
            assert isinstance(value, valueclass)
            if entry is not None:
                entry.value = value
                return
            number = _number_of(key)
            self._dict[number] = Entry(key, value, self._dict.get(number, None))
            self._count += 1
            if self._count > self._limit:
                self._tidy_up()

        def _remove(self, entry, number):
            first = self._dict[number]
            if first is entry:
                if entry.following is None:
                    del self._dict[number]
                else:
                    self._dict[number] = entry.following
            else:
                while first.following is not entry:
                    first = first.following
                first.following = entry.following
            self._count -= 1

        def length(self):
            """How many keys there are that are alive."""
            self._tidy_up()
            return self._count

        def _rehash(self):
            self._is_prebuilt = False
            firsts = self._dict.values()
            self._dict = {}
            for entry in firsts:
                while entry is not None:
                    following = entry.following
                    key = entry.key()
                    if key is not None:
                        number = _number_of(key)
                        entry.following = self._dict.get(number, None)
                        self._dict[number] = entry
                    entry = following

        def _tidy_up(self):
            self._count = 0
            for number in self._dict.keys():
                entry = self._without_dead(self._dict[number])
                if entry is None:
                    del self._dict[number]
                else:
                    self._dict[number] = entry
            self._limit = max(_LEAST, 2 * self._count)

        def _without_dead(self, entry):
            kept = None
            while entry is not None:
                following = entry.following
                if entry.key() is not None:
                    entry.following = kept
                    kept = entry
                    self._count += 1
                entry = following
            return kept

    WeakKeyDict.__name__ = 'WeakKeyDict_%s_%s' % (keyclass.__name__, valueclass.__name__)
    return WeakKeyDict
