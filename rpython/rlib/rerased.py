"""Hiding the type of a value: `erase` makes an opaque reference, `unerase` of the same pair opens it."""
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.objectmodel import specialize, we_are_translated


class ErasingPairIdentity(object):
    """What tells the values of one pair from those of another."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'ErasingPairIdentity(%r)' % (self.name,)

    def _freeze_(self):
        return True


class Erased(object):
    """An erased value, untranslated."""
    _erased_value_ = True

    def __init__(self, x, identity):
        self._x = x
        self._identity = identity

    def __repr__(self):
        return 'Erased(%r, %r)' % (self._x, self._identity)


@intrinsic('rerased.erase')
def _erase(x, identity):
    return Erased(x, identity)


@intrinsic('rerased.unerase')
def _unerase(y, identity):
    assert y._identity is identity, "erased by another pair"
    return y._x


def new_erasing_pair(name):
    """(erase, unerase). The type of what is erased is the union over all uses of the pair."""
    identity = ErasingPairIdentity(name)

    def erase(x):
        return _erase(x, identity)
    erase.func_name = 'erase_' + name

    def unerase(y):
        return _unerase(y, identity)
    unerase.func_name = 'unerase_' + name
    erase._annspecialcase_ = 'specialize:argtype(0)'
    erase._always_inline_ = True
    unerase._always_inline_ = True
    return erase, unerase


def new_static_erasing_pair(name):
    """The same as static methods, for use in a class body."""
    erase, unerase = new_erasing_pair(name)
    return staticmethod(erase), staticmethod(unerase)


@intrinsic('rerased.erase_int')
def erase_int(x):
    """An int as an opaque reference; raises OverflowError if it has no bit to spare."""
    import sys
    if not -sys.maxint - 1 <= x * 2 + 1 <= sys.maxint:
        raise OverflowError
    return Erased(x, _identity_for_ints)


@intrinsic('rerased.unerase_int')
def unerase_int(y):
    assert y._identity is _identity_for_ints
    return y._x


_identity_for_ints = ErasingPairIdentity('int')


@specialize.arg(0)
def try_cast_erased(Class, erased):
    """The erased value if it is an instance of the class, or None."""
    if we_are_translated():
        from rpython.rlib.rgc import try_cast_gcref_to_instance
        return try_cast_gcref_to_instance(Class, erased)
    if isinstance(erased._x, Class):
        return erased._x
    return None
