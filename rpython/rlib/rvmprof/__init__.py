"""What programs need to be profiled by sampling, without the sampling: code objects have numbers, and functions can be marked
as those that interpret them. `enable` raises VMProfError."""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rvmprof.rvmprof import (
    MAX_FUNC_NAME, VMProfError, VMProfPlatformUnsupported, _get_vmprof, _was_registered, vmprof_execute_code)


def register_code_object_class(CodeClass, full_name_func):
    """While the program is imported: instances of a class are code objects."""
    _get_vmprof().register_code_object_class(CodeClass, full_name_func)


@specialize.argtype(0)
def register_code(code, name):
    """Gives a code object its number."""
    _get_vmprof().register_code(code, name)


@specialize.call_location()
def get_unique_id(code):
    """The number of a code object; 0 if it has none."""
    assert code is not None
    if _was_registered(code.__class__):
        return code._vmprof_unique_id
    return 0


def enable(fileno, interval, memory=0, native=0, real_time=0):
    _get_vmprof().enable(fileno, interval, memory, native, real_time)


def disable():
    _get_vmprof().disable()


def is_enabled():
    return _get_vmprof().is_enabled


def get_profile_path(space):
    """The name of the file that samples go to: None, as they do not."""
    return None


def stop_sampling():
    return _get_vmprof().stop_sampling()


def start_sampling():
    return _get_vmprof().start_sampling()
