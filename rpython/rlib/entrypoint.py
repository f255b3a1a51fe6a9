"""RPython functions that C code calls by name, in an executable or a library (`--shared`).

C code calls `rpython_startup_code()` first, unless the program's own main function runs already.
"""
from rpython.rlib.debug import fatalerror

# By key: (function, types of arguments). The option --entrypoints says which keys are wanted.
secondary_entrypoints = {'main': []}
annotated_jit_entrypoints = []
all_jit_entrypoints = []


def export_symbol(func):
    """Gives a function a name for C: its attribute `c_name`, or its own after `pypy_g_`."""
    func.exported_symbol = True
    return func


def jit_entrypoint(argtypes, restype, c_name):
    def decorate(func):
        func.c_name = c_name
        func.relax_sig_check = True
        export_symbol(func)
        all_jit_entrypoints.append((func, argtypes, restype))
        return func
    return decorate


def entrypoint_lowlevel(key, argtypes, c_name=None, relax=False):
    """For functions that are C functions in all but the language: no exception may come out of them."""
    def decorate(func):
        secondary_entrypoints.setdefault(key, []).append((func, argtypes))
        if c_name is not None:
            func.c_name = c_name
        if relax:
            func.relax_sig_check = True
        export_symbol(func)
        return func
    return decorate


def entrypoint_highlevel(key, argtypes, c_name=None):
    """For other functions: an exception that comes out of one ends the program."""
    def decorate(func):
        names = ', '.join(['a%d' % i for i in range(len(argtypes))])
        source = '''
def wrapper(%s):
    try:
        return func(%s)
    except Exception, e:
        print str(e)
        fatalerror("error in c callback")
        raise
''' % (names, names)
        namespace = {'func': func, 'fatalerror': fatalerror}
        exec source in namespace
        wrapper = namespace['wrapper']
        wrapper.__name__ = func.__name__
        if c_name is not None:
            wrapper.c_name = c_name
        export_symbol(wrapper)
        secondary_entrypoints.setdefault(key, []).append((wrapper, argtypes))
        # RPython code goes on calling the function itself.
        func.exported_wrapper = wrapper
        return func
    return decorate


def entrypoint(*args, **kwds):
    raise Exception("entrypoint() is gone: use entrypoint_highlevel()")
