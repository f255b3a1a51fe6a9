# rlib.longlong2float and rlib.rawstorage: the bits of numbers.
# skip: js (64-bit words)
from _cases import entry_point_of
from rpython.rlib import rfloat
from rpython.rlib.longlong2float import (
    can_encode_float, can_encode_int32, decode_int32_from_longlong_nan, encode_int32_into_longlong_nan, float2longlong,
    is_int32_from_longlong_nan, longlong2float, singlefloat2uint, uint2singlefloat)
from rpython.rlib.rarithmetic import intmask, r_longlong, r_singlefloat, r_uint
from rpython.rlib.rawstorage import (
    alloc_raw_storage, free_raw_storage, raw_storage_getitem, raw_storage_getitem_unaligned,
    raw_storage_setitem, raw_storage_setitem_unaligned)
from rpython.rtyper.lltypesystem import lltype, rffi


def case_bits_of_floats():
    for x in [0.0, 1.0, -2.0, 0.1, 1e300, rfloat.INFINITY, -rfloat.INFINITY]:
        print float2longlong(x)


def case_sign_of_zero():
    print float2longlong(-0.0), float2longlong(0.0), int(1.0 / longlong2float(float2longlong(-1e-320)) < 0.0)


def case_floats_of_bits():
    for bits in [4607182418800017408, 4613937818241073152, -4611686018427387904, 1]:
        print rfloat.formatd(longlong2float(r_longlong(bits)), 'g', 17)


def case_there_and_back():
    x = 0.1
    ok = 0
    for i in range(300):
        x = x * -1.37
        if longlong2float(float2longlong(x)) == x:
            ok += 1
    print ok


def case_nan():
    x = longlong2float(float2longlong(rfloat.NAN))
    print int(x != x), (float2longlong(rfloat.NAN) >> 52) & 0x7ff


def case_bits_of_single_floats():
    for x in [0.0, 1.0, -1.5, 0.1, 3.0e38, 1e-40]:
        print singlefloat2uint(r_singlefloat(x)),
    print


def case_single_floats_of_bits():
    for bits in [0x3f800000, 0x40490fdb, 0xc2f60000, 1]:
        print rfloat.formatd(float(uint2singlefloat(rffi.cast(rffi.UINT, bits))), 'g', 9),
    print


def case_ints_in_nans():
    for n in [0, 1, -1, 123456789, 2 ** 31 - 1, -2 ** 31]:
        bits = encode_int32_into_longlong_nan(n)
        print int(is_int32_from_longlong_nan(bits)), decode_int32_from_longlong_nan(bits),
        x = longlong2float(bits)
        print int(x != x)


def case_what_can_be_encoded():
    print int(can_encode_int32(2 ** 31 - 1)), int(can_encode_int32(2 ** 31)), int(can_encode_int32(-2 ** 31)),
    print int(can_encode_int32(-2 ** 31 - 1))
    for x in [0.0, 1.5, -1e300, rfloat.INFINITY, rfloat.NAN]:
        print int(can_encode_float(x)), int(is_int32_from_longlong_nan(float2longlong(x))),
    print


def case_storage_of_ints():
    storage = alloc_raw_storage(32)
    raw_storage_setitem(storage, 8, -123456789012)
    raw_storage_setitem(storage, 16, 1 << 62)
    print raw_storage_getitem(lltype.Signed, storage, 8), raw_storage_getitem(lltype.Signed, storage, 16)
    free_raw_storage(storage)


def case_storage_of_floats():
    storage = alloc_raw_storage(24, track_allocation=False, zero=True)
    raw_storage_setitem(storage, 16, 0.375)
    print int(raw_storage_getitem(lltype.Float, storage, 16) * 1000), int(raw_storage_getitem(lltype.Float, storage, 0))
    free_raw_storage(storage, track_allocation=False)


def case_storage_of_small_types():
    storage = alloc_raw_storage(8, zero=True)
    raw_storage_setitem(storage, 0, rffi.cast(rffi.SHORT, -2))
    raw_storage_setitem(storage, 2, rffi.cast(rffi.UCHAR, 200))
    raw_storage_setitem(storage, 4, r_singlefloat(0.5))
    print rffi.cast(lltype.Signed, raw_storage_getitem(rffi.USHORT, storage, 0)),
    print rffi.cast(lltype.Signed, raw_storage_getitem(rffi.SIGNEDCHAR, storage, 2)),
    print int(float(raw_storage_getitem(lltype.SingleFloat, storage, 4)) * 8)
    for i in range(8):
        print ord(storage[i]),
    print
    free_raw_storage(storage)


def case_storage_unaligned():
    storage = alloc_raw_storage(20, zero=True)
    raw_storage_setitem_unaligned(storage, 3, 0x0102030405060708)
    raw_storage_setitem_unaligned(storage, 11, -2.25)
    print raw_storage_getitem_unaligned(lltype.Signed, storage, 3), ord(storage[3]), ord(storage[10]),
    print int(raw_storage_getitem_unaligned(lltype.Float, storage, 11) * 100)
    free_raw_storage(storage)


def case_storage_of_unsigned():
    storage = alloc_raw_storage(8)
    raw_storage_setitem(storage, 0, r_uint(-1))
    print raw_storage_getitem(lltype.Unsigned, storage, 0), intmask(raw_storage_getitem(lltype.Signed, storage, 0))
    free_raw_storage(storage)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
