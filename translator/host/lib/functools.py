"""Functions on functions."""
from __builtin__ import reduce

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__doc__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like what it wraps."""
    for attr in assigned:
        setattr(wrapper, attr, getattr(wrapped, attr))
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


class partial(object):
    """A function with its first arguments given."""

    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        merged = dict(self.keywords)
        merged.update(keywords)
        return self.func(*(self.args + args), **merged)


def cmp_to_key(mycmp):
    """A key function that compares as `mycmp` does."""
    class Key(object):
        __slots__ = ['obj']
        __hash__ = None

        def __init__(self, obj, *args):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __ne__(self, other):
            return mycmp(self.obj, other.obj) != 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0
    return Key


_MISSING_ORDER = {
    '__lt__': [('__gt__', lambda a, b: not (a < b or a == b)), ('__le__', lambda a, b: a < b or a == b),
               ('__ge__', lambda a, b: not a < b)],
    '__le__': [('__ge__', lambda a, b: not a <= b or a == b), ('__lt__', lambda a, b: a <= b and not a == b),
               ('__gt__', lambda a, b: not a <= b)],
    '__gt__': [('__lt__', lambda a, b: not (a > b or a == b)), ('__ge__', lambda a, b: a > b or a == b),
               ('__le__', lambda a, b: not a > b)],
    '__ge__': [('__le__', lambda a, b: not a >= b or a == b), ('__gt__', lambda a, b: a >= b and not a == b),
               ('__lt__', lambda a, b: not a >= b)],
}


def total_ordering(cls):
    """Adds the comparisons that follow from the one that a class defines."""
    for root in ('__lt__', '__gt__', '__le__', '__ge__'):
        if root in cls.__dict__:
            break
    else:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for name, function in _MISSING_ORDER[root]:
        if name not in cls.__dict__:
            setattr(cls, name, _copy(function, name))
    return cls


def _copy(function, name):
    def method(self, other):
        return function(self, other)
    method.__name__ = name
    return method
