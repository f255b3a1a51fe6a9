"""Low-level types: what variables, fields and array items of the translated program are.

Types, pointers and the functions on them are built into the evaluator; what is left to say in Python is here.
"""
from __lltype__ import (
    LowLevelType, ContainerType, Struct, GcStruct, Array, GcArray, FixedSizeArray, FuncType,
    OpaqueType, GcOpaqueType, ForwardReference, GcForwardReference, Primitive, Number, Ptr, _ptr,
    Void, Bool, Char, UniChar, Signed, Unsigned, SignedLongLong, UnsignedLongLong,
    SignedLongLongLong, UnsignedLongLongLong, Float, SingleFloat, LongFloat,
    malloc, free, render_immortal, nullptr, typeOf, cast_pointer, cast_opaque_ptr,
    cast_primitive, cast_ptr_to_int, cast_int_to_ptr, functionptr, opaqueptr, identityhash,
    isCompatibleType, enforce, direct_fieldptr, direct_arrayitems, direct_ptradd)

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import (
    base_int, intmask, is_emulated_long, is_valid_int, longlongmask, normalizedinttype, r_int, r_longfloat, r_longlong,
    r_longlonglong, r_singlefloat, r_uint, r_ulonglong, r_ulonglonglong)
from rpython.rlib.intrinsic import intrinsic

RuntimeTypeInfo = OpaqueType("RuntimeTypeInfo")


def Typedef(OF, c_name):
    """Another name that C has for a type; to RPython both are the same."""
    return OF


def build_number(name, type):
    """The type of the numbers of a class such as `r_uint`."""
    return typeOf(type(0))


class InvalidCast(TypeError):
    pass


class UninitializedMemoryAccess(Exception):
    pass


class DelayedPointer(Exception):
    pass


def typeMethod(func):
    """Marks a function in `adtmeths` as one that is called on the type."""
    func._type_method = True
    return func


class staticAdtMethod(object):
    """Wraps a function in `adtmeths` that does not get the pointer."""

    def __init__(self, obj):
        self.obj = obj

    def __get__(self, inst, cls=None):
        return self.obj


def attachRuntimeTypeInfo(GCSTRUCT, funcptr=None, destrptr=None):
    """Every managed struct has its type information anyway."""
    return opaqueptr(RuntimeTypeInfo, GCSTRUCT._name)


@intrinsic('lltype.getRuntimeTypeInfo')
def getRuntimeTypeInfo(GCSTRUCT):
    return opaqueptr(RuntimeTypeInfo, GCSTRUCT._name)


# The length is at the same place in all of them.
_ANY_GCARRAY = Ptr(GcArray(Char))


def length_of_simple_gcarray_from_opaque(opaque_ptr):
    return len(cast_opaque_ptr(_ANY_GCARRAY, opaque_ptr))


_scoped_allocators = {}


def _scoped_allocator(T, zero):
    """The class of `with scoped_alloc(T)` blocks for one type."""
    try:
        return _scoped_allocators[T, zero]
    except KeyError:
        pass

    class ScopedAlloc(object):
        def __init__(self, n=None):
            if n is None:
                self.buf = malloc(T, flavor='raw', zero=zero)
            else:
                self.buf = malloc(T, n, flavor='raw', zero=zero)

        def __enter__(self):
            return self.buf

        def __exit__(self, *args):
            free(self.buf, flavor='raw')

    ScopedAlloc.__name__ = 'scoped_alloc_%d' % len(_scoped_allocators)
    _scoped_allocators[T, zero] = ScopedAlloc
    return ScopedAlloc


_scoped_allocator._annspecialcase_ = 'specialize:memo'


@specialize.arg(0, 2)
def scoped_alloc(T, n=None, zero=False):
    """`with scoped_alloc(T, n) as p:` allocates raw memory for the block."""
    return _scoped_allocator(T, zero)(n)
