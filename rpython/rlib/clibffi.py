"""Calls of C functions whose types are known only when the program runs, through libffi.

Programs take everything from here with `import *`, the modules `os` and `sys` as well.
"""
import os
import sys

from rpython.rlib import rmmap
from rpython.rlib._libffi_types import (
    FFI_ABI, FFI_BAD_TYPEDEF, FFI_CIFP, FFI_CLOSUREP, FFI_DEFAULT_ABI, FFI_OK, FFI_TYPE_NULL, FFI_TYPE_P, FFI_TYPE_PP,
    FFI_TYPE_STRUCT, TYPE_MAP, TYPE_MAP_FLOAT, TYPE_MAP_INT, _signed_type_for, _unsigned_type_for, base_names,
    cConfig, configure_simple_type, eci, ffi_arg, ffitype_map, ffitype_map_float, ffitype_map_int,
    ffitype_map_int_or_ptr, size_t, type_names,
    ffi_type_double, ffi_type_uchar, ffi_type_schar, ffi_type_sshort, ffi_type_ushort, ffi_type_uint,
    ffi_type_sint, ffi_type_float, ffi_type_longdouble, ffi_type_pointer, ffi_type_void, ffi_type_sint8,
    ffi_type_uint8, ffi_type_sint16, ffi_type_uint16, ffi_type_sint32, ffi_type_uint32, ffi_type_sint64,
    ffi_type_uint64)
from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rdynload import DLLHANDLE, DLOpenError, dlclose, dlopen, dlsym, dlsym_byordinal
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, rffi

_LITTLE_ENDIAN = True
_BIG_ENDIAN = False
_WIN32 = _WIN64 = _MSVC = _MINGW = _MAC_OS = False
is_emulated_long = False
libc_name = 'libc.so.6'


def get_libc_name():
    """What dlopen() knows the C library as."""
    return libc_name


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, **kwds)


winexternal = external


def check_fficall_result(result, flags):
    """Only Windows tells whether arguments were missing."""


VOIDPP = rffi.CArrayPtr(rffi.VOIDP)

c_ffi_prep_cif = external('ffi_prep_cif', [FFI_CIFP, FFI_ABI, rffi.UINT, FFI_TYPE_P, FFI_TYPE_PP], rffi.INT)
c_ffi_prep_cif_var = external('ffi_prep_cif_var', [FFI_CIFP, FFI_ABI, rffi.UINT, rffi.UINT, FFI_TYPE_P, FFI_TYPE_PP],
                              rffi.INT)
c_ffi_closure_alloc = external('ffi_closure_alloc', [rffi.SIZE_T, rffi.VOIDPP], rffi.VOIDP, _nowrapper=True)
c_ffi_closure_free = external('ffi_closure_free', [rffi.VOIDP], lltype.Void, _nowrapper=True)
c_ffi_call_return_type = lltype.Void
# The function that is called may call back.
c_ffi_call = external('ffi_call', [FFI_CIFP, rffi.VOIDP, rffi.VOIDP, VOIDPP], lltype.Void,
                      random_effects_on_gcobjs=True, save_err=rffi.RFFI_ERR_ALL | rffi.RFFI_ALT_ERRNO)
_CLOSURE_TP = rffi.CCallback([FFI_CIFP, rffi.VOIDP, rffi.VOIDPP, rffi.VOIDP], lltype.Void)
c_ffi_prep_closure_loc = external('ffi_prep_closure_loc',
                                  [FFI_CLOSUREP, FFI_CIFP, _CLOSURE_TP, rffi.VOIDP, rffi.VOIDP], rffi.INT)


@specialize.ll()
def c_ffi_prep_closure(closure, cif, function, userdata):
    """The older way: the closure is itself the code, and lies in memory from `closureHeap`."""
    return c_ffi_prep_closure_loc(closure, cif, function, userdata, rffi.cast(rffi.VOIDP, closure))


class ClosureHeap(object):
    """Closures in memory that may be executed."""

    def __init__(self):
        self.free_list = lltype.nullptr(rffi.VOIDP.TO)

    def _more(self):
        chunk = rmmap.alloc(CHUNK)
        size = rffi.sizeof(FFI_CLOSUREP.TO)
        at = 0
        while at + size <= CHUNK:
            self._give_back(rffi.ptradd(rffi.cast(rffi.VOIDP, chunk), at))
            at += size

    def _give_back(self, item):
        rffi.cast(rffi.VOIDPP, item)[0] = self.free_list
        self.free_list = item

    def alloc(self):
        if not self.free_list:
            self._more()
        item = self.free_list
        self.free_list = rffi.cast(rffi.VOIDPP, item)[0]
        return rffi.cast(FFI_CLOSUREP, item)

    def free(self, closure):
        self._give_back(rffi.cast(rffi.VOIDP, closure))


CHUNK = 4096
closureHeap = ClosureHeap()

# ---------------------------------------------------------------- types

FFI_STRUCT_P = lltype.Ptr(lltype.Struct('FFI_STRUCT',
                                        ('ffistruct', FFI_TYPE_P.TO),
                                        ('members', lltype.Array(FFI_TYPE_P))))


@specialize.arg(3)
def make_struct_ffitype_e(size, aligment, field_types, track_allocation=True):
    """The type of a struct with these fields, as a FFI_STRUCT_P: its `ffistruct` is a type like others."""
    struct = lltype.malloc(FFI_STRUCT_P.TO, len(field_types) + 1, flavor='raw', track_allocation=track_allocation)
    struct.ffistruct.c_type = rffi.cast(rffi.USHORT, FFI_TYPE_STRUCT)
    struct.ffistruct.c_size = rffi.cast(rffi.SIZE_T, size)
    struct.ffistruct.c_alignment = rffi.cast(rffi.USHORT, aligment)
    struct.ffistruct.c_elements = rffi.cast(FFI_TYPE_PP, lltype.direct_arrayitems(struct.members))
    n = len(field_types)
    for i in range(n):
        struct.members[i] = field_types[i]
    struct.members[n] = lltype.nullptr(FFI_TYPE_P.TO)
    return struct


@specialize.memo()
def cast_type_to_ffitype(tp):
    """The description of a number type."""
    return TYPE_MAP[tp]


def pointer_problem(TYPE):
    """Why values of a type cannot be given to C: it knows neither managed memory nor lengths of arrays; else None."""
    if isinstance(TYPE, lltype.Ptr):
        if TYPE.TO._gckind != 'raw':
            return "Can only push raw values to C, not 'gc'"
        if isinstance(TYPE.TO, lltype.Array) and not TYPE.TO._hints.get('nolength'):
            return "Can only push to C arrays without length info"
    return None


@specialize.argtype(1)
def push_arg_as_ffiptr(ffitp, arg, ll_buf):
    """Writes a value where libffi reads an argument of this type."""
    TP = lltype.typeOf(arg)
    size = intmask(ffitp.c_size)
    if size == rffi.sizeof(TP):
        rffi.cast(rffi.CArrayPtr(TP), ll_buf)[0] = arg
    else:
        assert TP is not rffi.FLOAT and TP is not rffi.DOUBLE
        rest = rffi.cast(lltype.Unsigned, arg)
        for i in range(size):
            ll_buf[i] = chr(rffi.cast(lltype.Signed, rest) & 0xff)
            rest >>= 8


def adjust_return_size(memsize):
    """libffi writes at least a word."""
    return max(memsize, 8)


# ---------------------------------------------------------------- functions that C calls

USERDATA_P = lltype.Ptr(lltype.ForwardReference())
CALLBACK_TP = lltype.Ptr(lltype.FuncType([rffi.VOIDPP, rffi.VOIDP, USERDATA_P], lltype.Void))
USERDATA_P.TO.become(lltype.Struct('userdata', ('callback', CALLBACK_TP), ('addarg', lltype.Signed),
                                   hints={'callback': True}))


def ll_callback(ffi_cif, ll_res, ll_args, ll_userdata):
    """What all closures call: the function itself is in the data that the closure was made with."""
    userdata = rffi.cast(USERDATA_P, ll_userdata)
    userdata.callback(ll_args, ll_res, userdata)


class StackCheckError(ValueError):
    message = None

    def __init__(self, message):
        self.message = message


class LibFFIError(Exception):
    pass


FUNCFLAG_STDCALL = 0
FUNCFLAG_CDECL = 1
FUNCFLAG_PYTHONAPI = 4
FUNCFLAG_USE_ERRNO = 8
FUNCFLAG_USE_LASTERROR = 16


@specialize.arg(1)
def get_call_conv(flags, from_jit):
    return FFI_DEFAULT_ABI


class AbstractFuncPtr(object):
    """The types of a function, in libffi's form."""
    ll_cif = lltype.nullptr(FFI_CIFP.TO)
    ll_argtypes = lltype.nullptr(FFI_TYPE_PP.TO)

    _immutable_fields_ = ['argtypes', 'restype']

    def __init__(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        self.name = name
        self.argtypes = argtypes
        self.restype = restype
        self.flags = flags
        count = len(argtypes)
        self.ll_argtypes = lltype.malloc(FFI_TYPE_PP.TO, count, flavor='raw', track_allocation=False)
        for i in range(count):
            self.ll_argtypes[i] = argtypes[i]
        self.ll_cif = lltype.malloc(FFI_CIFP.TO, flavor='raw', track_allocation=False)
        abi = get_call_conv(flags, False)
        if variadic_args > 0:
            status = c_ffi_prep_cif_var(self.ll_cif, abi, count - variadic_args, count, restype, self.ll_argtypes)
        else:
            status = c_ffi_prep_cif(self.ll_cif, abi, count, restype, self.ll_argtypes)
        if intmask(status) != FFI_OK:
            raise LibFFIError

    def __del__(self):
        if self.ll_cif:
            lltype.free(self.ll_cif, flavor='raw', track_allocation=False)
            self.ll_cif = lltype.nullptr(FFI_CIFP.TO)
        if self.ll_argtypes:
            lltype.free(self.ll_argtypes, flavor='raw', track_allocation=False)
            self.ll_argtypes = lltype.nullptr(FFI_TYPE_PP.TO)


class CallbackFuncPtr(AbstractFuncPtr):
    """An RPython function as one that C can call. `func` gets pointers to the arguments, the place for the result and
    the closure's data."""
    ll_closure = lltype.nullptr(FFI_CLOSUREP.TO)
    ll_userdata = lltype.nullptr(USERDATA_P.TO)

    def __init__(self, argtypes, restype, func, additional_arg=0, flags=FUNCFLAG_CDECL, variadic_args=0):
        AbstractFuncPtr.__init__(self, "callback", argtypes, restype, flags, variadic_args)
        self.ll_code = lltype.malloc(rffi.VOIDPP.TO, 1, flavor='raw', track_allocation=False)
        size = rffi.cast(rffi.SIZE_T, rffi.sizeof(FFI_CLOSUREP.TO))
        self.ll_closure = rffi.cast(FFI_CLOSUREP, c_ffi_closure_alloc(size, self.ll_code))
        self.ll_userdata = lltype.malloc(USERDATA_P.TO, flavor='raw', track_allocation=False)
        self.ll_userdata.callback = llhelper(CALLBACK_TP, func)
        self.ll_userdata.addarg = additional_arg
        status = c_ffi_prep_closure_loc(self.ll_closure, self.ll_cif, ll_callback,
                                        rffi.cast(rffi.VOIDP, self.ll_userdata), self.ll_code[0])
        if intmask(status) != FFI_OK:
            raise LibFFIError

    def get_closure(self):
        """The code that C calls."""
        return self.ll_code[0]

    def __del__(self):
        AbstractFuncPtr.__del__(self)
        if self.ll_closure:
            c_ffi_closure_free(rffi.cast(rffi.VOIDP, self.ll_closure))
            lltype.free(self.ll_code, flavor='raw', track_allocation=False)
            self.ll_closure = lltype.nullptr(FFI_CLOSUREP.TO)
        if self.ll_userdata:
            lltype.free(self.ll_userdata, flavor='raw', track_allocation=False)
            self.ll_userdata = lltype.nullptr(USERDATA_P.TO)


class RawFuncPtr(AbstractFuncPtr):
    """A C function that is called with pointers to its arguments."""

    def __init__(self, name, argtypes, restype, funcsym, flags=FUNCFLAG_CDECL, keepalive=None, variadic_args=0):
        AbstractFuncPtr.__init__(self, name, argtypes, restype, flags, variadic_args)
        self.keepalive = keepalive
        self.funcsym = funcsym

    def call(self, args_ll, ll_result):
        assert len(args_ll) == len(self.argtypes), (
            "wrong number of arguments in call to %s(): %d instead of %d" % (
                self.name, len(args_ll), len(self.argtypes)))
        ll_args = lltype.malloc(rffi.VOIDPP.TO, len(args_ll), flavor='raw')
        for i in range(len(args_ll)):
            assert args_ll[i]
            ll_args[i] = args_ll[i]
        c_ffi_call(self.ll_cif, self.funcsym, ll_result, ll_args)
        lltype.free(ll_args, flavor='raw')


class FuncPtr(AbstractFuncPtr):
    """A C function: push_arg() for each argument, then call() with the type of the result."""
    ll_args = lltype.nullptr(rffi.VOIDPP.TO)
    ll_result = lltype.nullptr(rffi.VOIDP.TO)

    def __init__(self, name, argtypes, restype, funcsym, flags=FUNCFLAG_CDECL, keepalive=None, variadic_args=0):
        AbstractFuncPtr.__init__(self, name, argtypes, restype, flags, variadic_args)
        self.keepalive = keepalive
        self.funcsym = funcsym
        self.argnum = len(self.argtypes)
        self.pushed_args = 0
        self.ll_args = lltype.malloc(rffi.VOIDPP.TO, self.argnum, flavor='raw', track_allocation=False)
        for i in range(self.argnum):
            self.ll_args[i] = lltype.malloc(rffi.VOIDP.TO, intmask(argtypes[i].c_size), flavor='raw',
                                            track_allocation=False)
        if restype != ffi_type_void:
            self.restype_size = intmask(restype.c_size)
            self.ll_result = lltype.malloc(rffi.VOIDP.TO, adjust_return_size(self.restype_size), flavor='raw',
                                           track_allocation=False)
        else:
            self.restype_size = -1

    @specialize.argtype(1)
    def push_arg(self, value):
        if not we_are_translated():
            problem = pointer_problem(lltype.typeOf(value))
            if problem is not None:
                raise ValueError(problem)
        push_arg_as_ffiptr(self.argtypes[self.pushed_args], value, self.ll_args[self.pushed_args])
        self.pushed_args += 1

    def _check_args(self):
        if self.pushed_args < self.argnum:
            raise TypeError("Did not specify arg nr %d" % (self.pushed_args + 1))

    def _clean_args(self):
        self.pushed_args = 0

    @specialize.arg(1)
    def call(self, RES_TP):
        self._check_args()
        c_ffi_call(self.ll_cif, self.funcsym, self.ll_result, self.ll_args)
        self._clean_args()
        if RES_TP is not lltype.Void:
            return rffi.cast(rffi.CArrayPtr(RES_TP), self.ll_result)[0]

    def __del__(self):
        if self.ll_args:
            for i in range(self.argnum):
                if self.ll_args[i]:
                    lltype.free(self.ll_args[i], flavor='raw', track_allocation=False)
            lltype.free(self.ll_args, flavor='raw', track_allocation=False)
            self.ll_args = lltype.nullptr(rffi.VOIDPP.TO)
        if self.ll_result:
            lltype.free(self.ll_result, flavor='raw', track_allocation=False)
            self.ll_result = lltype.nullptr(rffi.VOIDP.TO)
        AbstractFuncPtr.__del__(self)


class RawCDLL(object):
    """A library that is open already."""

    def __init__(self, handle):
        self.lib = handle

    def getpointer(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        return FuncPtr(name, argtypes, restype, dlsym(self.lib, name), flags=flags, keepalive=self,
                       variadic_args=variadic_args)

    def getrawpointer(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        return RawFuncPtr(name, argtypes, restype, dlsym(self.lib, name), flags=flags, keepalive=self,
                          variadic_args=variadic_args)

    def getaddressindll(self, name):
        return dlsym(self.lib, name)


class CDLL(RawCDLL):
    """A library by name; DLOpenError if it cannot be loaded."""

    def __init__(self, libname, mode=-1):
        RawCDLL.__init__(self, rffi.cast(DLLHANDLE, -1))
        self.lib = dlopen(libname, mode)

    def __del__(self):
        if self.lib != rffi.cast(DLLHANDLE, -1):
            dlclose(self.lib)
            self.lib = rffi.cast(DLLHANDLE, -1)
