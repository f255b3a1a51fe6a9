"""`@signature(types.int(), returns=types.int())`: declared types, checked by the annotator."""
from rpython.rlib import types


def signature(*paramtypes, **kwargs):
    returntype = kwargs.pop('returns', None)
    if kwargs or returntype is None:
        raise TypeError("signature(type, .., returns=type)")

    def decorate(func):
        code = func.func_code
        if code.co_argcount != len(paramtypes):
            raise TypeError("signature: %d types for the %d arguments of %s()" % (
                len(paramtypes), code.co_argcount, func.func_name))
        func._signature_ = (paramtypes, returntype)
        return func
    return decorate


class FieldSpec(object):
    def __init__(self, tp):
        self.tp = tp


class ClassSpec(object):
    """Types of a class's attributes; nothing looks at them."""

    def __init__(self, fields, inherit=False):
        self.fields = fields
        self.inherit = inherit


def finishsigs(cls):
    """Class decorator: methods with a signature may say `types.self()`."""
    for value in cls.__dict__.values():
        sig = getattr(value, '_signature_', None)
        if sig is not None:
            params, result = sig
            value._signature_ = (tuple([types.resolve_self(p, cls) for p in params]),
                                 types.resolve_self(result, cls))
    cls._finishsigs_ = True
    return cls
