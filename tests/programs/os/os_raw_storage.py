# raw storage, raw arrays, random bytes, a counter
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rlib import rurandom, rtimer, rawstorage, rrawarray, compilerinfo
from rpython.rlib.rawstorage import alloc_raw_storage, free_raw_storage, raw_storage_setitem, raw_storage_getitem, raw_storage_setitem_unaligned, raw_storage_getitem_unaligned
import time


def main():
    s = rurandom.urandom(5000)
    print len(s), s.count('\x01') >= 1
    t1 = rtimer.read_timestamp()
    st = time.time()
    while time.time() - st < 0.01:
        pass
    print rtimer.read_timestamp() - t1 > 1000
    r = alloc_raw_storage(37)
    raw_storage_setitem(r, 8, 1 << 30)
    print raw_storage_getitem(lltype.Signed, r, 8)
    raw_storage_setitem(r, 8, 3.14)
    print raw_storage_getitem(lltype.Float, r, 8)
    raw_storage_setitem_unaligned(r, 3, -7)
    print raw_storage_getitem_unaligned(lltype.Signed, r, 3)
    raw_storage_setitem_unaligned(r, 3, 2.5)
    print raw_storage_getitem_unaligned(lltype.Float, r, 3)
    raw_storage_setitem(r, 16, rffi.cast(rffi.SHORT, -3))
    print rffi.cast(lltype.Signed, raw_storage_getitem(rffi.SHORT, r, 16))
    free_raw_storage(r)
    buf = lltype.malloc(rffi.CArray(lltype.Signed), 3, flavor='raw')
    rrawarray.copy_list_to_raw_array([1, 2, 3], buf)
    print buf[0], buf[2]
    l = []
    rrawarray.populate_list_from_raw_array(l, buf, 3)
    print l
    lltype.free(buf, flavor='raw')
    buf2 = lltype.malloc(rffi.CArray(lltype.Float), 3, flavor='raw')
    rrawarray.copy_list_to_raw_array([1.5, 2.5], buf2)
    print buf2[1]
    lltype.free(buf2, flavor='raw')
    print compilerinfo.get_compiler_info()[:4]


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
