"""Crossing the line between RPython values and low-level ones: instances and pointers, strings and structs."""
from rpython.rlib.intrinsic import intrinsic
from rpython.rtyper.lltypesystem import lltype


@intrinsic('annlowlevel.llhelper')
def llhelper(F, f):
    """A pointer of the function pointer type `F` to an RPython function."""
    return lltype.functionptr(F.TO, getattr(f, 'func_name', 'helper'), _callable=f)


def llhelper_args(f, ARGS, RESULT):
    return llhelper(lltype.Ptr(lltype.FuncType(ARGS, RESULT)), f)


@intrinsic('annlowlevel.cast_instance_to_base_ptr')
def cast_instance_to_base_ptr(instance):
    raise NotImplementedError("cast_instance_to_base_ptr() works in translated programs only")


@intrinsic('annlowlevel.cast_instance_to_gcref')
def cast_instance_to_gcref(instance):
    raise NotImplementedError("cast_instance_to_gcref() works in translated programs only")


@intrinsic('annlowlevel.cast_base_ptr_to_instance')
def cast_base_ptr_to_instance(Class, ptr):
    raise NotImplementedError("cast_base_ptr_to_instance() works in translated programs only")


@intrinsic('annlowlevel.cast_gcref_to_instance')
def cast_gcref_to_instance(Class, ptr):
    raise NotImplementedError("cast_gcref_to_instance() works in translated programs only")


@intrinsic('annlowlevel.gcref_isinstance')
def gcref_isinstance(Class, gcref):
    """Whether the reference, which is to an instance, is to one of this class."""
    raise NotImplementedError("gcref_isinstance() works in translated programs only")


cast_nongc_instance_to_base_ptr = cast_instance_to_base_ptr
cast_base_ptr_to_nongc_instance = cast_base_ptr_to_instance


@intrinsic('annlowlevel.hlstr')
def hlstr(ll_s):
    """The str behind a pointer to an rpy_string; untranslated, strings are their own pointers."""
    return ll_s


@intrinsic('annlowlevel.hlunicode')
def hlunicode(ll_u):
    return ll_u


@intrinsic('annlowlevel.llstr')
def llstr(s):
    return s


@intrinsic('annlowlevel.llunicode')
def llunicode(u):
    return u


class cachedtype(type):
    """A metaclass: instances of the class are made once for each combination of arguments."""

    def __init__(cls, name, bases, attrs):
        type.__init__(cls, name, bases, attrs)
        cls._made = {}

    def __call__(cls, *args):
        try:
            return cls._made[args]
        except KeyError:
            made = cls._made[args] = type.__call__(cls, *args)
            return made
