"""The types of libffi, as its headers define them on this machine, and which RPython type is which."""
import sys

from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['ffi.h'], libraries=['ffi'])

FFI_TYPE_P = lltype.Ptr(lltype.ForwardReference())
FFI_TYPE_PP = rffi.CArrayPtr(FFI_TYPE_P)

base_names = ['double', 'uchar', 'schar', 'sshort', 'ushort', 'uint', 'sint', 'float', 'longdouble', 'pointer', 'void',
              'sint8', 'uint8', 'sint16', 'uint16', 'sint32', 'uint32', 'sint64', 'uint64']
type_names = ['ffi_type_' + name for name in base_names]


class CConfig(object):
    _compilation_info_ = eci
    FFI_OK = rffi_platform.ConstantInteger('FFI_OK')
    FFI_BAD_TYPEDEF = rffi_platform.ConstantInteger('FFI_BAD_TYPEDEF')
    FFI_DEFAULT_ABI = rffi_platform.ConstantInteger('FFI_DEFAULT_ABI')
    FFI_TYPE_STRUCT = rffi_platform.ConstantInteger('FFI_TYPE_STRUCT')
    size_t = rffi_platform.SimpleType('size_t', rffi.ULONG)
    ffi_abi = rffi_platform.SimpleType('ffi_abi', rffi.USHORT)
    ffi_arg = rffi_platform.SimpleType('ffi_arg', lltype.Signed)
    ffi_type = rffi_platform.Struct('ffi_type', [
        ('size', rffi.ULONG), ('alignment', rffi.USHORT), ('type', rffi.USHORT), ('elements', FFI_TYPE_PP)])
    ffi_cif = rffi_platform.Struct('ffi_cif', [])
    ffi_closure = rffi_platform.Struct('ffi_closure', [])


for _name in type_names:
    for _field in ['size', 'alignment', 'type']:
        setattr(CConfig, '%s_%s' % (_name, _field), rffi_platform.ConstantInteger('%s.%s' % (_name, _field)))


class cConfig(object):
    pass


for _key, _value in rffi_platform.configure(CConfig).items():
    setattr(cConfig, _key, _value)

FFI_TYPE_P.TO.become(cConfig.ffi_type)
FFI_OK = cConfig.FFI_OK
FFI_BAD_TYPEDEF = cConfig.FFI_BAD_TYPEDEF
FFI_DEFAULT_ABI = cConfig.FFI_DEFAULT_ABI
FFI_TYPE_STRUCT = cConfig.FFI_TYPE_STRUCT
FFI_TYPE_NULL = lltype.nullptr(FFI_TYPE_P.TO)
FFI_ABI = cConfig.ffi_abi
FFI_CIFP = lltype.Ptr(cConfig.ffi_cif)
FFI_CLOSUREP = lltype.Ptr(cConfig.ffi_closure)
size_t = cConfig.size_t
ffi_arg = cConfig.ffi_arg


def configure_simple_type(type_name):
    """A description like the one in the library: programs and library tell types by their fields."""
    ffi_type = lltype.malloc(FFI_TYPE_P.TO, flavor='raw', immortal=True)
    for field, TYPE in [('size', FFI_TYPE_P.TO.c_size), ('alignment', FFI_TYPE_P.TO.c_alignment),
                        ('type', FFI_TYPE_P.TO.c_type)]:
        value = getattr(cConfig, '%s_%s' % (type_name, field))
        setattr(ffi_type, 'c_' + field, rffi.cast(TYPE, value))
    ffi_type.c_elements = lltype.nullptr(FFI_TYPE_PP.TO)
    return ffi_type


for _name in type_names:
    globals()[_name] = configure_simple_type(_name)


def _signed_type_for(TYPE):
    return globals()['ffi_type_sint%d' % (8 * rffi.sizeof(TYPE),)]


def _unsigned_type_for(TYPE):
    return globals()['ffi_type_uint%d' % (8 * rffi.sizeof(TYPE),)]


_ffi = globals()
_INT_TYPES = [
    (rffi.UCHAR, _ffi['ffi_type_uchar']), (rffi.SIGNEDCHAR, _ffi['ffi_type_schar']),
    (rffi.SHORT, _ffi['ffi_type_sshort']), (rffi.USHORT, _ffi['ffi_type_ushort']),
    (rffi.UINT, _ffi['ffi_type_uint']), (rffi.INT, _ffi['ffi_type_sint']),
    (rffi.ULONG, _unsigned_type_for(rffi.ULONG)), (rffi.LONG, _signed_type_for(rffi.LONG)),
    (rffi.ULONGLONG, _unsigned_type_for(rffi.ULONGLONG)), (rffi.LONGLONG, _signed_type_for(rffi.LONGLONG)),
    (lltype.UniChar, _unsigned_type_for(lltype.UniChar)), (lltype.Bool, _unsigned_type_for(lltype.Bool)),
    (lltype.Char, _signed_type_for(lltype.Char))]
_FLOAT_TYPES = [
    (rffi.DOUBLE, _ffi['ffi_type_double']), (rffi.FLOAT, _ffi['ffi_type_float']),
    (rffi.LONGDOUBLE, _ffi['ffi_type_longdouble'])]
_POINTER_TYPES = [(rffi.VOIDP, _ffi['ffi_type_pointer'])]
_ALL_TYPES = _INT_TYPES + _FLOAT_TYPES + [(lltype.Void, _ffi['ffi_type_void'])]

TYPE_MAP_INT = dict(_INT_TYPES)
TYPE_MAP_FLOAT = dict(_FLOAT_TYPES)
TYPE_MAP = dict(_ALL_TYPES)
TYPE_MAP.setdefault(lltype.Signed, _signed_type_for(lltype.Signed))
TYPE_MAP.setdefault(lltype.Unsigned, _unsigned_type_for(lltype.Unsigned))

ffitype_map_int = unrolling_iterable(_INT_TYPES)
ffitype_map_int_or_ptr = unrolling_iterable(_INT_TYPES + _POINTER_TYPES)
ffitype_map_float = unrolling_iterable(_FLOAT_TYPES)
ffitype_map = unrolling_iterable(_ALL_TYPES)
