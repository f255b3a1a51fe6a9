"""Copies, shallow and deep."""


class Error(Exception):
    pass


error = Error

_ATOMIC = (type(None), int, long, float, bool, complex, str, unicode, type, xrange, type(len), type(lambda: None),
           type(Ellipsis), type(NotImplemented))


def _is_atomic(x):
    return isinstance(x, _ATOMIC) or getattr(x, '__mro__', None) is not None


def _state_of(x):
    state = dict(getattr(x, '__dict__', {}))
    for base in type(x).__mro__ if hasattr(type(x), '__mro__') else ():
        slots = base.__dict__.get('__slots__', ())
        if isinstance(slots, basestring):
            slots = (slots,)
        for name in slots:
            if hasattr(x, name):
                state[name] = getattr(x, name)
    return state


def _new_like(x):
    cls = x.__class__
    if not isinstance(cls, type):
        class Empty:
            pass
        result = Empty()
        result.__class__ = cls
        return result
    if hasattr(x, '__getnewargs__'):
        return cls.__new__(cls, *x.__getnewargs__())
    return cls.__new__(cls)


def _set_state(x, state):
    if hasattr(x, '__setstate__'):
        x.__setstate__(state)
        return
    for name, value in state.items():
        object.__setattr__(x, name, value) if isinstance(x, object) else setattr(x, name, value)


def copy(x):
    cls = type(x)
    if _is_atomic(x) or cls in (tuple, frozenset):
        return x
    if cls in (list, set, bytearray):
        return cls(x)
    if cls is dict:
        return x.copy()
    if hasattr(x, '__copy__'):
        return x.__copy__()
    result = _new_like(x)
    state = x.__getstate__() if hasattr(x, '__getstate__') else _state_of(x)
    _fill(result, x, lambda item: item)
    _set_state(result, state)
    return result


def _fill(result, x, convert):
    """Copies the native content of instances of subclasses of containers."""
    if isinstance(x, list):
        result.extend([convert(item) for item in x])
    elif isinstance(x, dict):
        for key, value in x.items():
            dict.__setitem__(result, convert(key), convert(value))
    elif isinstance(x, set):
        for item in x:
            result.add(convert(item))


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    known = memo.get(id(x), memo)
    if known is not memo:
        return known
    if _is_atomic(x):
        return x
    cls = type(x)

    def convert(item):
        return deepcopy(item, memo)

    if cls is tuple:
        result = tuple([convert(item) for item in x])
        if all([a is b for a, b in zip(result, x)]):
            result = x
    elif cls is frozenset:
        result = frozenset([convert(item) for item in x])
    elif cls is list:
        result = memo[id(x)] = []
        result.extend([convert(item) for item in x])
    elif cls is dict:
        result = memo[id(x)] = {}
        for key, value in x.iteritems():
            result[convert(key)] = convert(value)
    elif cls in (set, bytearray):
        result = cls([convert(item) for item in x])
    elif hasattr(x, '__deepcopy__'):
        result = x.__deepcopy__(memo)
    else:
        result = memo[id(x)] = _new_like(x)
        state = x.__getstate__() if hasattr(x, '__getstate__') else _state_of(x)
        _fill(result, x, convert)
        _set_state(result, convert(state))
    memo[id(x)] = result
    memo.setdefault('keep', []).append(x)
    return result
