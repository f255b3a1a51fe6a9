"""Only `ctypes.util` is there: what a program calls in C it declares with `rffi`."""


def _not_there(name):
    def function(*args, **kwargs):
        raise NotImplementedError("ctypes.%s() is not there while a program is being imported; use rffi" % (name,))
    function.__name__ = name
    return function


CDLL = _not_there('CDLL')
PyDLL = _not_there('PyDLL')
cast = _not_there('cast')
byref = _not_there('byref')
sizeof = _not_there('sizeof')
