"""The numbers of code objects."""
from rpython.rlib import jit
from rpython.rlib.objectmodel import not_rpython, specialize

MAX_FUNC_NAME = 1023

VMPROF_CODE_TAG = 1
VMPROF_BLACKHOLE_TAG = 2
VMPROF_JITTED_TAG = 3
VMPROF_JITTING_TAG = 4
VMPROF_GC_TAG = 5


class VMProfPlatformUnsupported(Exception):
    """Raised where the reference finds that it cannot profile on a machine."""


class VMProfError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class VMProf(object):
    """The one instance counts."""
    _immutable_fields_ = ['is_enabled?']

    @not_rpython
    def __init__(self):
        self._code_classes = set()
        # Multiples of 4, which leaves room for marks in the lowest bits.
        self._code_unique_id = 4
        self.is_enabled = False

    @not_rpython
    def register_code_object_class(self, CodeClass, full_name_func):
        """`full_name_func(code)` gives "language:function:line:file" of an instance."""
        if CodeClass in self._code_classes:
            return
        self._code_classes.add(CodeClass)
        CodeClass._vmprof_unique_id = 0
        attributes = CodeClass.__dict__
        CodeClass._immutable_fields_ = list(attributes.get('_immutable_fields_', [])) + ['_vmprof_unique_id']
        if attributes.get('_attrs_') is not None:
            CodeClass._attrs_ = list(CodeClass._attrs_) + ['_vmprof_unique_id']

    @jit.dont_look_inside
    @specialize.argtype(1)
    def register_code(self, code, full_name_func):
        if code._vmprof_unique_id == 0:
            self._code_unique_id += 4
            code._vmprof_unique_id = self._code_unique_id

    @jit.dont_look_inside
    def enable(self, fileno, interval, memory=0, native=0, real_time=0):
        raise VMProfError("this program cannot be profiled by sampling")

    @jit.dont_look_inside
    def disable(self):
        raise VMProfError("vmprof is not enabled")

    def stop_sampling(self):
        return -1

    def start_sampling(self):
        pass


def vmprof_execute_code(name, get_code_fn, result_class=None, _hack_update_stack_untranslated=False):
    """Decorator for the function that interprets a code object; `get_code_fn` finds that among the same arguments."""
    def decorate(func):
        def decorated_function(*args):
            return func(*args)
        decorated_function.__name__ = func.__name__ + '_rvmprof'
        return decorated_function
    return decorate


@specialize.memo()
def _was_registered(CodeClass):
    return hasattr(CodeClass, '_vmprof_unique_id')


_vmprof_instance = VMProf()


def _get_vmprof():
    return _vmprof_instance
