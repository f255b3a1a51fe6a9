"""An older way of calling C functions through libffi: a chain of arguments, then the call. Also fields of structs and
items of arrays whose types are known only when the program runs."""
from rpython.rlib import rawstorage
from rpython.rlib.clibffi import (
    DLLHANDLE, FFI_TYPE_STRUCT, FUNCFLAG_CDECL, FUNCFLAG_STDCALL, AbstractFuncPtr, adjust_return_size, c_ffi_call,
    pointer_problem)
from rpython.rlib.jit_libffi import types
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rlib.rdynload import dlclose, dlopen, dlsym, dlsym_byordinal
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi

IS_32_BIT = IS_WIN64 = False
# C passes and returns these as words.
NARROW_INTEGER_TYPES = unrolling_iterable([
    rffi.CHAR, rffi.SIGNEDCHAR, rffi.UCHAR, rffi.SHORT, rffi.USHORT, rffi.INT, rffi.UINT])


class AbstractArg(object):
    """One of a chain of arguments; push() writes it where libffi reads an argument of this type."""
    next = None

    def push(self, ffitype, raw):
        raise NotImplementedError


class IntArg(AbstractArg):
    def __init__(self, intval):
        self.intval = intval

    def push(self, ffitype, raw):
        _write_int(ffitype, raw, 0, self.intval)


class FloatArg(AbstractArg):
    def __init__(self, floatval):
        self.floatval = floatval

    def push(self, ffitype, raw):
        struct_setfield_float(ffitype, raw, 0, self.floatval)


class SingleFloatArg(AbstractArg):
    def __init__(self, singlefloatval):
        self.singlefloatval = singlefloatval

    def push(self, ffitype, raw):
        rffi.cast(rffi.FLOATP, raw)[0] = self.singlefloatval


class LongLongArg(AbstractArg):
    def __init__(self, longlongval):
        self.longlongval = longlongval

    def push(self, ffitype, raw):
        rffi.cast(rffi.LONGLONGP, raw)[0] = self.longlongval


class RawArg(AbstractArg):
    """A struct that is passed as it is: where it lies."""

    def __init__(self, ptrval):
        self.ptrval = ptrval

    def push(self, ffitype, raw):
        for i in range(intmask(ffitype.c_size)):
            raw[i] = self.ptrval[i]


@specialize.memo()
def _check_argument(TYPE):
    """C knows nothing of managed memory."""
    problem = pointer_problem(TYPE)
    if problem is not None:
        raise TypeError(problem)


class ArgChain(object):
    first = None
    last = None
    numargs = 0

    @specialize.argtype(1)
    def arg(self, val):
        """Appends a number, a character or a pointer to raw memory; gives the chain, so that calls can follow each other."""
        TYPE = lltype.typeOf(val)
        if TYPE is rffi.DOUBLE:
            self._append(FloatArg(val))
        elif TYPE is rffi.FLOAT:
            self._append(SingleFloatArg(val))
        else:
            _check_argument(TYPE)
            self._append(IntArg(rffi.cast(rffi.LONG, val)))
        return self

    def arg_raw(self, val):
        """Appends a struct by value, which lies there."""
        self._append(RawArg(rffi.cast(rffi.CCHARP, val)))

    def arg_singlefloat(self, val):
        """Appends a C float."""
        self._append(SingleFloatArg(val))

    def arg_longlong(self, val):
        self._append(LongLongArg(val))

    def _append(self, arg):
        if self.first is None:
            self.first = arg
        else:
            self.last.next = arg
        self.last = arg
        self.numargs += 1


class Func(AbstractFuncPtr):
    """A C function with its types."""
    _immutable_fields_ = ['funcsym']

    def __init__(self, name, argtypes, restype, funcsym, flags=FUNCFLAG_CDECL, keepalive=None,
                 variadic_args=0):
        AbstractFuncPtr.__init__(self, name, argtypes, restype, flags, variadic_args)
        self.keepalive = keepalive
        self.funcsym = funcsym

    @specialize.arg(2, 3)
    def call(self, argchain, RESULT, is_struct=False):
        """The result as this type; a struct lies in memory that the caller frees."""
        if argchain.numargs != len(self.argtypes):
            raise TypeError('Wrong number of arguments: %d expected, got %d' % (len(self.argtypes), argchain.numargs))
        count = argchain.numargs
        places = lltype.malloc(rffi.VOIDPP.TO, count, flavor='raw')
        arg = argchain.first
        for i in range(count):
            assert arg is not None
            place = lltype.malloc(rffi.CCHARP.TO, max(intmask(self.argtypes[i].c_size), 8), flavor='raw')
            arg.push(self.argtypes[i], place)
            places[i] = rffi.cast(rffi.VOIDP, place)
            arg = arg.next
        size = adjust_return_size(intmask(self.restype.c_size))
        result = lltype.malloc(rffi.VOIDP.TO, size, flavor='raw', track_allocation=False)
        c_ffi_call(self.ll_cif, self.funcsym, result, places)
        for i in range(count):
            lltype.free(places[i], flavor='raw')
        lltype.free(places, flavor='raw')
        if is_struct:
            return rffi.cast(RESULT, result)
        if RESULT is lltype.Void:
            lltype.free(result, flavor='raw', track_allocation=False)
        else:
            # Small integers come as words, of which the first bytes are the number.
            value = rffi.cast(rffi.CArrayPtr(RESULT), result)[0]
            lltype.free(result, flavor='raw', track_allocation=False)
            return value


class CDLL(object):
    """A library by name; DLOpenError if it cannot be loaded."""

    def __init__(self, libname, mode=-1, lib=0):
        """`lib` is the handle of the library, as a number, if it is open already."""
        self.lib = rffi.cast(DLLHANDLE, -1)
        if lib != 0:
            self.lib = rffi.cast(DLLHANDLE, lib)
        else:
            self.lib = dlopen(libname, mode)

    def __del__(self):
        if self.lib != rffi.cast(DLLHANDLE, -1):
            dlclose(self.lib)
            self.lib = rffi.cast(DLLHANDLE, -1)

    def getpointer(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        return Func(name, argtypes, restype, dlsym(self.lib, name), flags=flags, keepalive=self,
                    variadic_args=variadic_args)

    def getpointer_by_ordinal(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        return Func('by_ordinal', argtypes, restype, dlsym_byordinal(self.lib, name), flags=flags, keepalive=self,
                    variadic_args=variadic_args)

    def getidentifier(self):
        """A number that tells this library from others."""
        return rffi.cast(lltype.Signed, self.lib)

    def getaddressindll(self, name):
        return dlsym(self.lib, name)


# ---------------------------------------------------------------- fields and items


@specialize.ll_and_arg(0)
def _struct_getfield(TYPE, addr, offset):
    return rawstorage.raw_storage_getitem_unaligned(TYPE, rffi.cast(rffi.CCHARP, addr), offset)


@specialize.ll_and_arg(0)
def _struct_setfield(TYPE, addr, offset, value):
    rawstorage.raw_storage_setitem_unaligned(rffi.cast(rffi.CCHARP, addr), offset, rffi.cast(TYPE, value))


def _write_int(ffitype, addr, offset, value):
    size = intmask(ffitype.c_size)
    if size == 1:
        _struct_setfield(rffi.UCHAR, addr, offset, value)
    elif size == 2:
        _struct_setfield(rffi.USHORT, addr, offset, value)
    elif size == 4:
        _struct_setfield(rffi.UINT, addr, offset, value)
    else:
        _struct_setfield(rffi.LONG, addr, offset, value)


def struct_setfield_int(ffitype, addr, offset, value):
    """Stores an integer or pointer as this type."""
    _write_int(ffitype, addr, offset, value)


def struct_getfield_int(ffitype, addr, offset):
    """An integer of any type, or a pointer, as an int."""
    size = intmask(ffitype.c_size)
    signed = types.getkind(ffitype) == 'i'
    if size == 1:
        if signed:
            return rffi.cast(lltype.Signed, _struct_getfield(rffi.SIGNEDCHAR, addr, offset))
        return rffi.cast(lltype.Signed, _struct_getfield(rffi.UCHAR, addr, offset))
    elif size == 2:
        if signed:
            return rffi.cast(lltype.Signed, _struct_getfield(rffi.SHORT, addr, offset))
        return rffi.cast(lltype.Signed, _struct_getfield(rffi.USHORT, addr, offset))
    elif size == 4:
        if signed:
            return rffi.cast(lltype.Signed, _struct_getfield(rffi.INT, addr, offset))
        return rffi.cast(lltype.Signed, _struct_getfield(rffi.UINT, addr, offset))
    return _struct_getfield(lltype.Signed, addr, offset)


def struct_getfield_longlong(ffitype, addr, offset):
    return r_longlong(_struct_getfield(lltype.SignedLongLong, addr, offset))


def struct_setfield_longlong(ffitype, addr, offset, value):
    _struct_setfield(lltype.SignedLongLong, addr, offset, value)


def struct_getfield_float(ffitype, addr, offset):
    return _struct_getfield(lltype.Float, addr, offset)


def struct_setfield_float(ffitype, addr, offset, value):
    _struct_setfield(lltype.Float, addr, offset, value)


def struct_getfield_singlefloat(ffitype, addr, offset):
    return _struct_getfield(lltype.SingleFloat, addr, offset)


def struct_setfield_singlefloat(ffitype, addr, offset, value):
    _struct_setfield(lltype.SingleFloat, addr, offset, value)


def _item(width, index, offset):
    return width * index + offset



@specialize.ll_and_arg(0)
def array_getitem(ffitype, width, addr, index, offset):
    """A part of item `index`, where items have `width` bytes; the type is a constant."""
    return array_getitem_T(_rpython_type(ffitype), width, addr, index, offset)


@specialize.ll_and_arg(0)
def array_setitem(ffitype, width, addr, index, offset, value):
    array_setitem_T(_rpython_type(ffitype), width, addr, index, offset, value)


@specialize.memo()
def _rpython_type(ffitype):
    from rpython.rlib.clibffi import TYPE_MAP
    for TYPE, known in TYPE_MAP.items():
        if known == ffitype:
            return TYPE
    if ffitype == types.pointer:
        return rffi.VOIDP
    raise TypeError("no number type for this type of libffi")


@specialize.ll_and_arg(0)
def array_getitem_T(TYPE, width, addr, index, offset):
    return _struct_getfield(TYPE, addr, _item(width, index, offset))


@specialize.ll_and_arg(0)
def array_setitem_T(TYPE, width, addr, index, offset, value):
    _struct_setfield(TYPE, addr, _item(width, index, offset), value)
