"""Sequences of bytes behind one interface: in strings, lists, raw memory, and parts of others.

Nothing checks indices. `typed_read` and `typed_write` take machine numbers of any type out of the bytes, in the
machine's order.
"""
import sys

from rpython.rlib import rgc, types
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_ulonglong
from rpython.rlib.rawstorage import (
    _from_bits, _raw_storage_getitem_unchecked, _raw_storage_setitem_unchecked, _to_bits)
from rpython.rlib.signature import signature
from rpython.rtyper.lltypesystem import llmemory, lltype, rffi

BIG = sys.byteorder == 'big'


class CannotRead(Exception):
    """This buffer has no typed access, or not at this place."""


class CannotWrite(Exception):
    """This buffer has no typed access, or is only for reading."""


class Buffer(object):
    """What all have in common. Subclasses have at least `getlength` and `getitem`."""
    _attrs_ = ['readonly']
    _immutable_ = True

    def getlength(self):
        raise NotImplementedError

    def __len__(self):
        length = self.getlength()
        assert length >= 0
        return length

    def as_str(self):
        """All bytes."""
        return self.getslice(0, 1, self.getlength())

    def getitem(self, index):
        raise NotImplementedError

    def __getitem__(self, i):
        return self.getitem(i)

    def getslice(self, start, step, size):
        """`size` bytes from `start` on, each `step` behind the one before."""
        chars = ['\x00'] * size
        for i in range(size):
            chars[i] = self.getitem(start)
            start += step
        return ''.join(chars)

    @signature(types.any(), types.int(), types.int(), returns=types.str())
    def __getslice__(self, start, stop):
        return self.getslice(start, 1, min(stop, self.getlength()) - start)

    def setitem(self, index, char):
        raise NotImplementedError

    def __setitem__(self, i, char):
        return self.setitem(i, char)

    def setslice(self, start, string):
        for i in range(len(string)):
            self.setitem(start + i, string[i])

    def setzeros(self, index, count):
        for i in range(index, index + count):
            self.setitem(i, '\x00')

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        raise CannotRead

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        raise CannotWrite

    def get_raw_address(self):
        """The address of the first byte, or ValueError if the bytes have none."""
        raise ValueError("cannot take the raw address of this buffer")

    def releasebuffer(self):
        """Called when nobody uses the buffer any more."""

    def needs_release(self):
        return False

    @specialize.ll_and_arg(1)
    def _read_bytes(self, TP, byte_offset):
        size = rffi.sizeof(TP)
        bits = r_ulonglong(0)
        for i in range(size):
            place = i if BIG else size - 1 - i
            bits = bits << 8 | r_ulonglong(ord(self.getitem(byte_offset + place)))
        return _from_bits(TP, bits)

    @specialize.ll_and_arg(1)
    def _write_bytes(self, TP, byte_offset, value):
        if self.readonly:
            raise CannotWrite
        size = rffi.sizeof(TP)
        bits = _to_bits(TP, value)
        for i in range(size):
            place = size - 1 - i if BIG else i
            self.setitem(byte_offset + place, chr(intmask(bits) & 0xff))
            bits >>= 8


class RawBuffer(Buffer):
    """Bytes in memory that does not move: `get_raw_address` is cheap."""
    _immutable_ = True

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        return _raw_storage_getitem_unchecked(TP, self.get_raw_address(), byte_offset)

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        if self.readonly:
            raise CannotWrite
        _raw_storage_setitem_unchecked(self.get_raw_address(), byte_offset, rffi.cast(TP, value))


class LLBuffer(RawBuffer):
    """Raw memory that belongs to somebody else."""
    _immutable_ = True

    def __init__(self, raw_cdata, size):
        self.raw_cdata = raw_cdata
        self.size = size
        self.readonly = False

    def getlength(self):
        return self.size

    def getitem(self, index):
        return self.raw_cdata[index]

    def setitem(self, index, char):
        self.raw_cdata[index] = char

    def get_raw_address(self):
        return self.raw_cdata

    def getslice(self, start, step, size):
        if step == 1:
            return rffi.charpsize2str(rffi.ptradd(self.raw_cdata, start), size)
        return Buffer.getslice(self, start, step, size)

    def setslice(self, start, string):
        for i in range(len(string)):
            self.raw_cdata[start + i] = string[i]


class RawByteBuffer(RawBuffer):
    """Raw memory that ends with the buffer."""
    _immutable_ = True

    def __init__(self, length):
        self._length = length
        self._buf = lltype.malloc(rffi.CCHARP.TO, length, flavor='raw', zero=True)
        rgc.add_memory_pressure(length)
        self.readonly = False

    def getlength(self):
        return self._length

    def getitem(self, index):
        return self._buf[index]

    def getslice(self, start, step, size):
        if step == 1:
            return rffi.charpsize2str(rffi.ptradd(self._buf, start), size)
        return Buffer.getslice(self, start, step, size)

    def setitem(self, index, char):
        self._buf[index] = char

    def get_raw_address(self):
        return self._buf

    def __del__(self):
        lltype.free(self._buf, flavor='raw')
        self._buf = lltype.nullptr(rffi.CCHARP.TO)


class GCBuffer(Buffer):
    """Bytes in an object of the collector. Direct subclasses are decorated with `GCBuffer.decorate`."""
    _attrs_ = ['readonly', 'value']
    _immutable_ = True

    @staticmethod
    def decorate(targetcls):
        """Gives a class its own copies of the functions for typed access."""
        if targetcls.__bases__ != (GCBuffer,):
            raise ValueError("@GCBuffer.decorate is for direct subclasses of GCBuffer")

        @specialize.ll_and_arg(1)
        def typed_read(self, TP, byte_offset):
            return self._read_bytes(TP, byte_offset)

        @specialize.ll_and_arg(1)
        def typed_write(self, TP, byte_offset, value):
            self._write_bytes(TP, byte_offset, value)

        targetcls.typed_read = typed_read
        targetcls.typed_write = typed_write
        return targetcls

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        raise NotImplementedError("the class is not decorated with @GCBuffer.decorate")

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        raise NotImplementedError("the class is not decorated with @GCBuffer.decorate")


def get_gc_data_for_list_of_chars(data):
    """The array behind a list that `rgc.resizable_list_supporting_raw_ptr` gave."""
    return lltype.cast_opaque_ptr(llmemory.GCREF, rgc.ll_for_resizable_list(data).items)


def get_gc_data_offset_for_list_of_chars():
    """Where the characters begin in it."""
    return llmemory.itemoffsetof(rgc.LIST_OF_CHARS.items.TO, 0)


@GCBuffer.decorate
class ByteBuffer(GCBuffer):
    """Bytes in a list."""
    _immutable_ = True

    def __init__(self, n):
        self.data = rgc.resizable_list_supporting_raw_ptr(['\0'] * n)
        self.readonly = False

    def getlength(self):
        return len(self.data)

    def getitem(self, index):
        return self.data[index]

    def setitem(self, index, char):
        self.data[index] = char

    def getslice(self, start, step, size):
        if step == 1:
            assert start >= 0
            assert size >= 0
            return ''.join(self.data[start:start + size])
        return Buffer.getslice(self, start, step, size)

    def get_raw_address(self):
        """Valid as long as the buffer lives."""
        return rgc.nonmoving_raw_ptr_for_resizable_list(self.data)

    def setslice(self, start, string):
        data = self.data
        for i in range(len(string)):
            data[start + i] = string[i]


@GCBuffer.decorate
class StringBuffer(GCBuffer):
    """The bytes of a string."""
    _attrs_ = ['readonly', 'value']
    _immutable_ = True

    def __init__(self, value):
        assert value is not None
        self.value = value
        self.readonly = True

    def getlength(self):
        return len(self.value)

    def as_str(self):
        return self.value

    def get_raw_address(self):
        return rffi.get_raw_address_of_string(self.value)

    def getitem(self, index):
        return self.value[index]

    def getslice(self, start, step, size):
        if size == 0:
            return ''
        if step == 1:
            assert start >= 0
            assert size >= 0
            if start == 0 and size == len(self.value):
                return self.value
            return self.value[start:start + size]
        return Buffer.getslice(self, start, step, size)


class SubBuffer(Buffer):
    """A part of another buffer; size -1 means up to its end."""
    _attrs_ = ['buffer', 'offset', 'size', 'readonly']
    _immutable_ = True

    @signature(types.any(), types.instance(Buffer), types.int(), types.int(), returns=types.none())
    def __init__(self, buffer, offset, size):
        self.readonly = buffer.readonly
        if isinstance(buffer, SubBuffer):
            # A part of a part is a part of the whole.
            rest = max(buffer.getlength() - offset, 0)
            if size < 0 or size > rest:
                size = rest
            offset += buffer.offset
            buffer = buffer.buffer
        self.buffer = buffer
        self.offset = offset
        self.size = size

    def getlength(self):
        rest = max(self.buffer.getlength() - self.offset, 0)
        if 0 <= self.size <= rest:
            return self.size
        return rest

    def getitem(self, index):
        return self.buffer.getitem(self.offset + index)

    def getslice(self, start, step, size):
        if size == 0:
            return ''
        return self.buffer.getslice(self.offset + start, step, size)

    def setitem(self, index, char):
        self.buffer.setitem(self.offset + index, char)

    def setslice(self, start, string):
        if len(string) > 0:
            self.buffer.setslice(self.offset + start, string)

    def get_raw_address(self):
        return rffi.ptradd(self.buffer.get_raw_address(), self.offset)

    @specialize.ll_and_arg(1)
    def typed_read(self, TP, byte_offset):
        return self.buffer.typed_read(TP, byte_offset + self.offset)

    @specialize.ll_and_arg(1)
    def typed_write(self, TP, byte_offset, value):
        return self.buffer.typed_write(TP, byte_offset + self.offset, value)
