"""Values of low-level types for C functions that are called while a program is imported: there are none.

What programs need from C while they are imported they ask with `rffi_platform`; untranslated calls of C functions go
through `_callable` of `rffi.llexternal`.
"""

libc_name = None


def _not_there(name):
    def function(*args, **kwds):
        raise NotImplementedError("ll2ctypes.%s() is not there while a program is being imported" % (name,))
    function.__name__ = name
    return function


get_ctypes_type = _not_there('get_ctypes_type')
lltype2ctypes = _not_there('lltype2ctypes')
ctypes2lltype = _not_there('ctypes2lltype')
get_ctypes_callable = _not_there('get_ctypes_callable')
force_cast = _not_there('force_cast')
