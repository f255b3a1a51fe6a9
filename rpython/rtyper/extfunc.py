"""Functions of which only the types are looked at, with something else to call in translated programs."""
from rpython.rlib.objectmodel import enforceargs
from rpython.rtyper.extregistry import ExtRegistryEntry
from rpython.rtyper.lltypesystem import lltype

_LOW_LEVEL = {int: lltype.Signed, float: lltype.Float, bool: lltype.Bool, None: lltype.Void}


class ExtFuncEntry(ExtRegistryEntry):
    """What `register_external` makes: `signature_args` and `signature_result` are types as `enforceargs` takes them."""

    def compute_result_annotation(self, *args_s):
        return self.bookkeeper.valueoftype(self.signature_result)

    def replacement(self, *args_s):
        return self.implementation


def register_external(function, args, result=None, export_name=None, llimpl=None, llfakeimpl=None, sandboxsafe=False):
    """Calls of `function` take arguments of these types and give a `result`.

    Translated programs call the RPython function `llimpl`, or else the C function named `export_name`. What stands in while
    graphs are interpreted, `llfakeimpl`, is not needed: `llimpl` runs there too.
    """
    if export_name is None:
        export_name = function.__name__
    if llimpl is not None:
        called = _checked(llimpl, args, export_name)
    else:
        called = _external(args, result, export_name, sandboxsafe)

    class FunctionEntry(ExtFuncEntry):
        _about_ = function
        name = export_name
        signature_args = args
        signature_result = result
        implementation = staticmethod(called)


def _checked(llimpl, args, name):
    """A function that checks the types of its arguments."""
    parameters = ', '.join(['a%d' % i for i in range(len(args))])
    namespace = {'llimpl': llimpl}
    exec 'def external(%s):\n    return llimpl(%s)\n' % (parameters, parameters) in namespace
    external = namespace['external']
    external.__name__ = name
    return enforceargs(*args)(external)


def _external(args, result, name, sandboxsafe):
    from rpython.rtyper.lltypesystem import rffi
    ARGS = [_lowlevel(arg) for arg in args]
    RESULT = _lowlevel(result)
    if RESULT is NotImplemented or NotImplemented in ARGS:
        return None
    return rffi.llexternal(name, ARGS, RESULT, sandboxsafe=sandboxsafe)


def _lowlevel(type_):
    """The type in C, or NotImplemented."""
    if isinstance(type_, lltype.LowLevelType):
        return type_
    try:
        return _LOW_LEVEL.get(type_, NotImplemented)
    except TypeError:
        return NotImplemented
