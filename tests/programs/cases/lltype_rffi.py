# C functions, C types and strings for C.
# skip: js (there is no C library)
# skip: wasm (callbacks and sizes of 64-bit words)
import os

from _cases import entry_point_of
from rpython.rlib.rarithmetic import intmask, r_uint, r_longlong
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

string_h = ExternalCompilationInfo(includes=['string.h'])
stdlib_h = ExternalCompilationInfo(includes=['stdlib.h'])

c_strlen = rffi.llexternal('strlen', [rffi.CCHARP], rffi.SIZE_T, compilation_info=string_h)
c_strcmp = rffi.llexternal('strcmp', [rffi.CCHARP, rffi.CCHARP], rffi.INT, compilation_info=string_h)
c_labs = rffi.llexternal('labs', [rffi.LONG], rffi.LONG, compilation_info=stdlib_h)
c_atoi = rffi.llexternal('atoi', [rffi.CCHARP], rffi.INT, compilation_info=stdlib_h)


def case_call_with_text():
    for s in ['', 'abc', 'longer text']:
        print rffi.cast(lltype.Signed, c_strlen(s)),
    print


def case_call_with_two_texts():
    print int(rffi.cast(lltype.Signed, c_strcmp('abc', 'abc')) == 0), int(rffi.cast(lltype.Signed, c_strcmp('a', 'b')) < 0)


def case_call_with_number():
    for n in [-5, 0, 12345]:
        print c_labs(n),
    print


def case_call_with_buffer():
    with rffi.scoped_str2charp('421x') as p:
        print rffi.cast(lltype.Signed, c_atoi(p))


def case_string_to_c_and_back():
    p = rffi.str2charp('some text')
    p[4] = '_'
    print rffi.charp2str(p), rffi.charp2strn(p, 4), rffi.charpsize2str(p, 6)
    rffi.free_charp(p)


def case_string_with_zero_inside():
    p = rffi.str2charp('ab\x00cd')
    print len(rffi.charp2str(p)), len(rffi.charpsize2str(p, 5))
    rffi.free_charp(p)


def case_buffer_for_string():
    for size in [6, 11]:
        with rffi.scoped_alloc_buffer(size) as buf:
            for i in range(6):
                buf.raw[i] = chr(97 + i)
            print buf.str(6), buf.str(2)


def case_nonmoving_buffer():
    s = 'nonmoving' * len('ab')
    with rffi.scoped_nonmovingbuffer(s) as p:
        print p[0], p[17], rffi.cast(lltype.Signed, c_strlen(rffi.cast(rffi.CCHARP, p))) >= 18 and 'long' or 'short'


def case_unicode_to_c_and_back():
    u = u'abc' + unichr(300)
    with rffi.scoped_unicode2wcharp(u) as p:
        back = rffi.wcharp2unicoden(p, 10)
        print len(back), ord(back[3])


def case_list_of_strings():
    p = rffi.liststr2charpp(['one', 'two', 'three'])
    l = rffi.charpp2liststr(p)
    print len(l), l[0] + l[2]
    rffi.free_charpp(p)


def case_casts_of_numbers():
    for n in [1, 300, -1, 70000]:
        print rffi.cast(lltype.Signed, rffi.cast(rffi.UCHAR, n)),
        print rffi.cast(lltype.Signed, rffi.cast(rffi.SIGNEDCHAR, n)),
        print rffi.cast(lltype.Signed, rffi.cast(rffi.SHORT, n)),
        print rffi.cast(lltype.Signed, rffi.cast(rffi.USHORT, n))


def case_casts_of_words():
    n = r_longlong(len('abc')) << 31
    print rffi.cast(lltype.Signed, rffi.cast(rffi.INT, n)), rffi.cast(lltype.Signed, rffi.cast(rffi.UINT, n))


def case_cast_float():
    x = 2.75 * len('a')
    print rffi.cast(lltype.Signed, x), int(rffi.cast(rffi.DOUBLE, 3) * 2)


def case_cast_char():
    c = 'abc'[len('a')]
    print rffi.cast(lltype.Signed, c), rffi.cast(lltype.Char, 66 + len('a'))


def case_arithmetic_on_small_types():
    a = rffi.cast(rffi.SHORT, 30000)
    b = rffi.cast(rffi.SHORT, 10000)
    total = rffi.cast(lltype.Signed, a) + rffi.cast(lltype.Signed, b)
    print total, rffi.cast(lltype.Signed, rffi.cast(rffi.SHORT, total))


INTS = rffi.CArray(rffi.INT)


def case_array_of_ints():
    a = lltype.malloc(INTS, 5, flavor='raw')
    for i in range(5):
        a[i] = rffi.cast(rffi.INT, i * -1000)
    total = 0
    for i in range(5):
        total += rffi.cast(lltype.Signed, a[i])
    print total
    lltype.free(a, flavor='raw')


def case_array_seen_as_bytes():
    a = lltype.malloc(INTS, 2, flavor='raw')
    a[0] = rffi.cast(rffi.INT, 0x64636261)
    a[1] = rffi.cast(rffi.INT, 0)
    p = rffi.cast(rffi.CCHARP, a)
    print p[0] + p[1] + p[2] + p[3], rffi.charp2str(p)
    lltype.free(a, flavor='raw')


def case_pointer_arithmetic():
    p = rffi.str2charp('pointer')
    q = rffi.ptradd(p, 3)
    print q[0], rffi.charp2str(q)
    rffi.free_charp(p)


POINT = rffi.CStruct('point', ('x', rffi.INT), ('y', rffi.INT), ('name', rffi.CCHARP))


def case_struct():
    p = lltype.malloc(POINT, flavor='raw')
    p.c_x = rffi.cast(rffi.INT, 3)
    p.c_y = rffi.cast(rffi.INT, -4)
    p.c_name = rffi.str2charp('origin')
    print rffi.cast(lltype.Signed, p.c_x), rffi.cast(lltype.Signed, p.c_y), rffi.charp2str(p.c_name)
    rffi.free_charp(p.c_name)
    lltype.free(p, flavor='raw')


def case_make_struct():
    p = rffi.make(POINT, c_x=rffi.cast(rffi.INT, 8), c_y=rffi.cast(rffi.INT, 9))
    print rffi.cast(lltype.Signed, p.c_x) + rffi.cast(lltype.Signed, p.c_y)
    lltype.free(p, flavor='raw')


def case_copy_struct():
    p = lltype.malloc(POINT, flavor='raw', zero=True)
    p.c_x = rffi.cast(rffi.INT, 1)
    p.c_y = rffi.cast(rffi.INT, 2)
    q = lltype.malloc(POINT, flavor='raw', zero=True)
    rffi.structcopy(q, p)
    print rffi.cast(lltype.Signed, q.c_x), rffi.cast(lltype.Signed, q.c_y)
    lltype.free(p, flavor='raw')
    lltype.free(q, flavor='raw')


NESTED = rffi.CStruct('nested', ('n', rffi.LONG), ('items', rffi.CFixedArray(rffi.SHORT, 3)))


def case_array_in_struct():
    p = lltype.malloc(NESTED, flavor='raw')
    p.c_n = 5
    for i in range(3):
        p.c_items[i] = rffi.cast(rffi.SHORT, i + 7)
    print p.c_n, rffi.cast(lltype.Signed, p.c_items[2])
    lltype.free(p, flavor='raw')


def case_null_pointers():
    p = lltype.nullptr(rffi.CCHARP.TO)
    q = rffi.str2charp('')
    print int(bool(p)), int(bool(q)), int(p == q), int(p == lltype.nullptr(rffi.CCHARP.TO))
    rffi.free_charp(q)


def case_pointer_as_number():
    p = rffi.cast(rffi.VOIDP, 0)
    q = rffi.cast(rffi.VOIDP, -1)
    print rffi.cast(lltype.Signed, p), rffi.cast(lltype.Signed, q), int(bool(p)), int(bool(q))


COMPARE = rffi.CCallback([rffi.VOIDP, rffi.VOIDP], rffi.INT)
c_qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void, compilation_info=stdlib_h)


def compare_ints(a, b):
    x = rffi.cast(lltype.Signed, rffi.cast(lltype.Ptr(INTS), a)[0])
    y = rffi.cast(lltype.Signed, rffi.cast(lltype.Ptr(INTS), b)[0])
    if x < y:
        return rffi.cast(rffi.INT, -1)
    return rffi.cast(rffi.INT, int(x > y))


def case_callback():
    a = lltype.malloc(INTS, 5, flavor='raw')
    for i in range(5):
        a[i] = rffi.cast(rffi.INT, (i * 7) % 5)
    c_qsort(rffi.cast(rffi.VOIDP, a), rffi.cast(rffi.SIZE_T, 5), rffi.cast(rffi.SIZE_T, rffi.sizeof(rffi.INT)), compare_ints)
    for i in range(5):
        print rffi.cast(lltype.Signed, a[i]),
    print
    lltype.free(a, flavor='raw')


def case_field_by_name():
    p = lltype.malloc(POINT, flavor='raw')
    rffi.setintfield(p, 'c_x', 12)
    print rffi.getintfield(p, 'c_x') + 1
    lltype.free(p, flavor='raw')


def case_sizes_and_offsets():
    print rffi.sizeof(POINT), rffi.offsetof(POINT, 'c_y'), rffi.sizeof(rffi.USHORT)
    size, is_unsigned = rffi.size_and_sign(rffi.UINT)
    print size, int(is_unsigned)


number_pointer = rffi.cast(rffi.VOIDP, r_uint(4096))


def case_prebuilt_number_as_pointer():
    print rffi.cast(lltype.Signed, number_pointer)


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
