"""Calls through libffi from one block of memory: what a JIT can turn into direct calls."""
from rpython.rlib import clibffi, jit
from rpython.rtyper.lltypesystem import lltype, rffi

FFI_CIF = clibffi.FFI_CIFP.TO
FFI_TYPE = clibffi.FFI_TYPE_P.TO
FFI_TYPE_P = clibffi.FFI_TYPE_P
FFI_TYPE_PP = clibffi.FFI_TYPE_PP
FFI_ABI = clibffi.FFI_ABI
FFI_TYPE_STRUCT = clibffi.FFI_TYPE_STRUCT
SIZE_OF_FFI_ARG = rffi.sizeof(clibffi.ffi_arg)
SIZE_OF_SIGNED = rffi.sizeof(lltype.Signed)
FFI_ARG_P = rffi.CArrayPtr(clibffi.ffi_arg)

# One for each kind of function. The program fills in all fields but `cif`. A call needs a buffer of `exchange_size`
# bytes, which begins with room for a pointer to each argument; the other fields are offsets in it.
CIF_DESCRIPTION = lltype.Struct(
    'CIF_DESCRIPTION',
    ('cif', FFI_CIF),
    ('abi', lltype.Signed),
    ('nargs', lltype.Signed),
    ('rtype', FFI_TYPE_P),
    ('atypes', FFI_TYPE_PP),
    ('exchange_size', lltype.Signed),
    ('exchange_result', lltype.Signed),
    ('exchange_args', lltype.Array(lltype.Signed, hints={'nolength': True, 'immutable': True})),
    hints={'immutable': True})

CIF_DESCRIPTION_P = lltype.Ptr(CIF_DESCRIPTION)


def jit_ffi_prep_cif(cif_description):
    """Fills in `cif`; libffi's status."""
    status = clibffi.c_ffi_prep_cif(cif_description.cif, cif_description.abi, cif_description.nargs,
                                    cif_description.rtype, cif_description.atypes)
    return rffi.cast(lltype.Signed, status)


def jit_ffi_call_impl_any(cif_description, func_addr, exchange_buffer):
    """Calls; the result is in the buffer, small integers extended to a word."""
    pointers = rffi.cast(rffi.VOIDPP, exchange_buffer)
    for i in range(cif_description.nargs):
        data = rffi.ptradd(exchange_buffer, cif_description.exchange_args[i])
        pointers[i] = rffi.cast(rffi.VOIDP, data)
    result = rffi.ptradd(exchange_buffer, cif_description.exchange_result)
    clibffi.c_ffi_call(cif_description.cif, func_addr, rffi.cast(rffi.VOIDP, result), pointers)


def _result_as(POINTER):
    def read(cif_description, func_addr, exchange_buffer):
        jit_ffi_call_impl_any(cif_description, func_addr, exchange_buffer)
        return rffi.cast(POINTER, rffi.ptradd(exchange_buffer, cif_description.exchange_result))[0]
    return read


def jit_ffi_call_impl_int(cif_description, func_addr, exchange_buffer):
    jit_ffi_call_impl_any(cif_description, func_addr, exchange_buffer)
    result = rffi.ptradd(exchange_buffer, cif_description.exchange_result)
    return rffi.cast(lltype.Signed, rffi.cast(FFI_ARG_P, result)[0])


jit_ffi_call_impl_float = _result_as(rffi.DOUBLEP)
jit_ffi_call_impl_longlong = _result_as(rffi.LONGLONGP)
jit_ffi_call_impl_singlefloat = _result_as(rffi.FLOATP)


def jit_ffi_call_impl_void(cif_description, func_addr, exchange_buffer):
    jit_ffi_call_impl_any(cif_description, func_addr, exchange_buffer)


def _write_int(cif_description, exchange_buffer, value, signed):
    """Puts an integer result into the bytes that its type has."""
    place = rffi.ptradd(exchange_buffer, cif_description.exchange_result)
    size = types.getsize(cif_description.rtype)
    if size == 1:
        rffi.cast(rffi.UCHARP, place)[0] = rffi.cast(rffi.UCHAR, value)
    elif size == 2:
        rffi.cast(rffi.USHORTP, place)[0] = rffi.cast(rffi.USHORT, value)
    elif size == 4:
        rffi.cast(rffi.UINTP, place)[0] = rffi.cast(rffi.UINT, value)
    else:
        rffi.cast(rffi.SIGNEDP, place)[0] = value


def jit_ffi_call(cif_description, func_addr, exchange_buffer):
    """Calls the function with what is in the buffer; the result, in its own type, is there afterwards."""
    kind = types.getkind(cif_description.rtype)
    if kind == 'i' or kind == 'u':
        value = jit_ffi_call_impl_int(cif_description, func_addr, exchange_buffer)
        _write_int(cif_description, exchange_buffer, value, kind == 'i')
    else:
        jit_ffi_call_impl_any(cif_description, func_addr, exchange_buffer)


class types(object):
    """libffi's types by short names, and what kind of value each is."""

    @classmethod
    def _import(cls):
        for name in clibffi.type_names:
            setattr(cls, name[len('ffi_type_'):], getattr(clibffi, name))
        cls.slong = clibffi.cast_type_to_ffitype(rffi.LONG)
        cls.ulong = clibffi.cast_type_to_ffitype(rffi.ULONG)
        cls.slonglong = clibffi.cast_type_to_ffitype(rffi.LONGLONG)
        cls.ulonglong = clibffi.cast_type_to_ffitype(rffi.ULONGLONG)
        cls.signed = clibffi.cast_type_to_ffitype(rffi.SIGNED)
        cls.unsigned = clibffi.cast_type_to_ffitype(rffi.UNSIGNED)
        cls.wchar_t = clibffi.cast_type_to_ffitype(lltype.UniChar)

    @staticmethod
    @jit.elidable
    def getkind(ffi_type):
        """'v' for void, 'f' double, 'S' float, 'i' signed, 'u' unsigned or a pointer, '*' a struct, '?' others."""
        if ffi_type == types.void:
            return 'v'
        elif ffi_type == types.double:
            return 'f'
        elif ffi_type == types.float:
            return 'S'
        elif ffi_type == types.pointer:
            return 'u'
        elif (ffi_type == types.schar or ffi_type == types.sshort or ffi_type == types.sint
              or ffi_type == types.slong or ffi_type == types.sint8 or ffi_type == types.sint16
              or ffi_type == types.sint32 or ffi_type == types.sint64):
            return 'i'
        elif (ffi_type == types.uchar or ffi_type == types.ushort or ffi_type == types.uint
              or ffi_type == types.ulong or ffi_type == types.uint8 or ffi_type == types.uint16
              or ffi_type == types.uint32 or ffi_type == types.uint64):
            return 'u'
        elif types.is_struct(ffi_type):
            return '*'
        return '?'

    @staticmethod
    @jit.elidable
    def getsize(ffi_type):
        return rffi.getintfield(ffi_type, 'c_size')

    @staticmethod
    @jit.elidable
    def is_struct(ffi_type):
        return rffi.getintfield(ffi_type, 'c_type') == FFI_TYPE_STRUCT


types._import()
