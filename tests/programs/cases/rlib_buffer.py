# rlib.buffer and rlib.mutbuffer: bytes behind one interface.
from _cases import entry_point_of
from rpython.rlib.buffer import Buffer, ByteBuffer, CannotWrite, LLBuffer, RawByteBuffer, StringBuffer, SubBuffer
from rpython.rlib.mutbuffer import MutableStringBuffer
from rpython.rlib.objectmodel import keepalive_until_here
from rpython.rlib.rarithmetic import r_longlong, r_singlefloat
from rpython.rtyper.lltypesystem import lltype, rffi


def dotted(s):
    return '.'.join([str(ord(c)) for c in s])


def case_string_buffer():
    buf = StringBuffer('a fine day')
    print buf.getlength(), len(buf), buf.getitem(2), buf[9], buf.as_str()
    print buf.getslice(2, 1, 4) + '|' + buf[7:10] + '|' + buf.getslice(0, 3, 4) + '|' + buf.getslice(5, 1, 0) + '|'
    print int(buf.readonly), int(buf.needs_release())
    buf.releasebuffer()


def case_string_buffer_backwards():
    buf = StringBuffer('0123456789')
    print buf.getslice(9, -1, 10), buf.getslice(8, -4, 3), buf.getslice(0, 9, 2)


def case_slices_are_clipped():
    buf = ByteBuffer(4)
    buf.setslice(0, 'wxyz')
    print buf[0:100], buf[2:50], buf[0:3], len(buf[3:3])


def case_byte_buffer():
    buf = ByteBuffer(5)
    print dotted(buf.as_str())
    buf.setitem(0, 'q')
    buf[4] = 'r'
    buf.setslice(1, 'st')
    print buf.as_str().replace('\x00', '0'), len(buf)
    buf.setzeros(1, 3)
    print dotted(buf.as_str())


def case_raw_byte_buffer():
    buf = RawByteBuffer(6)
    for i in range(6):
        buf.setitem(i, chr(ord('a') + i))
    print buf.as_str(), buf.getslice(1, 2, 2), buf.getslice(5, -2, 3), len(buf)
    raw = buf.get_raw_address()
    print raw[0], raw[5]
    raw[0] = 'A'
    print buf.getitem(0)
    keepalive_until_here(buf)


def case_ll_buffer():
    raw = lltype.malloc(rffi.CCHARP.TO, 8, flavor='raw', zero=True)
    buf = LLBuffer(raw, 8)
    buf.setslice(2, 'mid')
    raw[7] = '!'
    print buf.as_str().replace('\x00', '-'), buf.getlength(), buf.getslice(2, 1, 3)
    lltype.free(raw, flavor='raw')


def check_shorts(buf):
    buf.typed_write(rffi.USHORT, 0, 0xCAFE)
    buf.typed_write(rffi.USHORT, 2, 0x0102)
    print dotted(buf.as_str())
    print rffi.cast(lltype.Signed, buf.typed_read(rffi.USHORT, 0)), rffi.cast(lltype.Signed, buf.typed_read(rffi.SHORT, 0)),
    print rffi.cast(lltype.Signed, buf.typed_read(rffi.USHORT, 2))


def case_typed_shorts_in_bytes():
    check_shorts(ByteBuffer(4))


def case_typed_shorts_in_raw_memory():
    check_shorts(RawByteBuffer(4))


def case_typed_int_at_odd_place():
    buf = ByteBuffer(9)
    buf.typed_write(rffi.INT, 3, -2)
    print dotted(buf.as_str()), rffi.cast(lltype.Signed, buf.typed_read(rffi.INT, 3))
    print rffi.cast(lltype.Signed, buf.typed_read(rffi.SIGNEDCHAR, 4)), rffi.cast(lltype.Signed, buf.typed_read(rffi.UCHAR, 4))


def case_typed_floats():
    buf = RawByteBuffer(16)
    buf.typed_write(lltype.Float, 0, 0.15625)
    buf.typed_write(lltype.Float, 8, -3.0)
    print int(buf.typed_read(lltype.Float, 0) * 100000), int(buf.typed_read(lltype.Float, 8))
    buf.typed_write(lltype.SingleFloat, 4, r_singlefloat(2.5))
    print dotted(buf.getslice(4, 1, 4)), int(float(buf.typed_read(lltype.SingleFloat, 4)) * 10)


def case_typed_read_of_string():
    buf = StringBuffer('\x01\x02\x03\x04\x05\x06\x07\x08\x09')
    print rffi.cast(lltype.Signed, buf.typed_read(rffi.INT, 0)), rffi.cast(lltype.Signed, buf.typed_read(rffi.USHORT, 7))


def case_writing_to_a_string_is_refused():
    buf = StringBuffer('constant')
    try:
        buf.typed_write(rffi.USHORT, 0, 1)
    except CannotWrite:
        print 'refused'


def case_sub_buffer():
    buf = StringBuffer('the quick brown fox')
    part = SubBuffer(buf, 4, 5)
    print part.as_str(), len(part), part[0], part.getslice(4, -1, 5), int(part.readonly)
    rest = SubBuffer(buf, 10, -1)
    print rest.as_str(), len(rest)
    print len(SubBuffer(buf, 15, 100)), len(SubBuffer(buf, 19, -1)), len(SubBuffer(buf, 30, 4))


def case_sub_buffer_of_sub_buffer():
    buf = SubBuffer(SubBuffer(StringBuffer('abcdefghij'), 2, 6), 1, -1)
    print buf.as_str(), buf.offset, buf.size, int(isinstance(buf.buffer, SubBuffer))
    print SubBuffer(buf, 2, 2).as_str()


def case_sub_buffer_many_times():
    buf = SubBuffer(StringBuffer('z' * 300), 0, 300)
    for i in range(299, 4, -1):
        buf = SubBuffer(buf, 1, i)
    print buf.getlength(), buf.as_str()


def case_sub_buffer_writes_through():
    whole = ByteBuffer(8)
    part = SubBuffer(whole, 2, 4)
    part.setitem(0, 'A')
    part.setslice(1, 'BC')
    part.typed_write(rffi.UCHAR, 3, 0x44)
    print whole.as_str().replace('\x00', '.')
    print rffi.cast(lltype.Signed, part.typed_read(rffi.UCHAR, 2))


class Squares(Buffer):
    """A buffer that computes its bytes."""

    def __init__(self, length):
        self.length = length
        self.readonly = True

    def getlength(self):
        return self.length

    def getitem(self, index):
        return chr(index * index)


def case_own_buffer_class():
    buf = Squares(6)
    print dotted(buf.as_str()), dotted(buf.getslice(4, -2, 3)), len(buf), dotted(buf[2:9])


def case_no_raw_address():
    try:
        Squares(3).get_raw_address()
    except ValueError:
        print 'none'


def case_raw_address_of_string():
    buf = StringBuffer('pointed at')
    raw = buf.get_raw_address()
    print raw[0] + raw[3] + raw[9]


def case_mutable_finish_once():
    buf = MutableStringBuffer(3)
    buf.setzeros(0, 3)
    buf.setitem(1, 'x')
    print dotted(buf.finish())
    try:
        buf.finish()
    except ValueError:
        print 'finished already'


def case_mutable_as_str_is_refused():
    buf = MutableStringBuffer(2)
    buf.setslice(0, 'ok')
    try:
        buf.as_str()
    except ValueError:
        print 'refused'
    print buf.finish()


def case_mutable_typed_writes():
    buf = MutableStringBuffer(24)
    buf.setzeros(0, 24)
    buf.typed_write(rffi.SHORT, 0, -2)
    buf.typed_write(rffi.UINT, 4, 0x7EADBEEF)
    buf.typed_write(rffi.DOUBLE, 8, 1.5)
    buf.typed_write(rffi.LONGLONG, 16, r_longlong(-256))
    print dotted(buf.finish())


def case_mutable_setslice_and_zeros():
    buf = MutableStringBuffer(7)
    buf.setslice(0, 'letters')
    buf.setzeros(3, 2)
    print buf.getlength(), buf.finish().replace('\x00', '_')


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
