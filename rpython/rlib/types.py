"""The types that `rlib.signature` declares.

Each is a plain description `Type(kind, ...)` that the annotator turns into an annotation.
"""


class Type(object):
    _signature_type_ = True

    def __init__(self, kind, *args, **options):
        self.kind = kind
        self.args = args
        self.options = options

    def _freeze_(self):
        return True

    def __repr__(self):
        return 'types.%s%r' % (self.kind, self.args)


def none():
    return Type('none')


def impossible():
    return Type('impossible')


def float():
    return Type('float')


def singlefloat():
    return Type('singlefloat')


def longfloat():
    return Type('longfloat')


def int():
    return Type('int')


def int_nonneg():
    return Type('int_nonneg')


def bool():
    return Type('bool')


def unicode():
    return Type('unicode')


def unicode0():
    return Type('unicode0')


def str(can_be_None=False):
    return Type('str', can_be_None=can_be_None)


def bytearray():
    return Type('bytearray')


def str0():
    return Type('str0')


def char():
    return Type('char')


def ptr(ll_type):
    return Type('ptr', ll_type)


def list(element):
    """A list that may be resized."""
    return Type('list', element)


def array(element):
    """A list that is never resized."""
    return Type('array', element)


def dict(keytype, valuetype):
    return Type('dict', keytype, valuetype)


def instance(cls, can_be_None=False):
    return Type('instance', cls, can_be_None=can_be_None)


def pbc(value):
    return Type('pbc', value)


def any():
    return Type('any')


def self():
    return Type('self')


def resolve_self(tp, cls):
    if isinstance(tp, Type) and tp.kind == 'self':
        return instance(cls)
    return tp
