"""What is read off code objects."""
from rpython.flowspace.argument import Signature

CO_VARARGS = 0x04
CO_VARKEYWORDS = 0x08
CO_GENERATOR = 0x20


def cpython_code_signature(code):
    """The `Signature` of a function's code object: parameters come first among its variables."""
    names = list(code.co_varnames)
    argnames, rest = names[:code.co_argcount], names[code.co_argcount:]
    varargname = rest.pop(0) if code.co_flags & CO_VARARGS else None
    kwargname = rest.pop(0) if code.co_flags & CO_VARKEYWORDS else None
    return Signature(argnames, varargname, kwargname)
