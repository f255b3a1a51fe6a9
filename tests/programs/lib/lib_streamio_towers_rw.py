# streamio: reading and writing through one tower of buffers, with reads of "everything there is"
import sys
from rpython.rlib import streamio


class Memory(streamio.Stream):
    """Keeps what is written, and says what it is asked for."""

    def __init__(self):
        self.buf = ''
        self.pos = 0

    def write(self, data):
        print "write", data, self.pos
        start = self.pos
        behind = start + len(data)
        assert start >= 0 and behind >= 0
        if start >= len(self.buf):
            self.buf += "\0" * (start - len(self.buf)) + data
        elif behind >= len(self.buf):
            self.buf = self.buf[:start] + data
        else:
            self.buf = self.buf[:start] + data + self.buf[behind:]
        self.pos = behind

    def tell(self):
        print "tell", self.pos
        return self.pos

    def seek(self, offset, whence=0):
        print "seek", offset, whence
        if whence == 1:
            offset += self.pos
        elif whence == 2:
            offset += len(self.buf)
        self.pos = offset

    def read(self, n=-1):
        print "read", n, self.pos
        start = self.pos
        assert start >= 0
        if n < 1 or n > len(self.buf) - start:
            n = len(self.buf) - start
        if n <= 0:
            return ''
        stop = start + n
        assert stop >= 0
        self.pos = stop
        return self.buf[start:stop]

    def close(self):
        print "close"


def entry_point(argv):
    base = Memory()
    f = streamio.BufferingInputStream(streamio.BufferingOutputStream(base, 4), 4)
    f.write("123456789")
    print f.read(sys.maxint), base.buf
    f.write("abc")
    print f.read(sys.maxint), base.buf
    f.write("012")
    f.seek(4, 0)
    print base.buf
    print f.read(3)
    f.write('x')
    f.flush()
    print base.buf
    print f.read(2), f.tell()
    print f.readall()
    f.seek(0, 0)
    print f.readline()
    f.close()
    base = Memory()
    f = streamio.BufferingInputStream(streamio.BufferingOutputStream(base, 4), 4)
    f.seek(3, 0)
    f.write("y" * 2)
    f.close()
    print len(base.buf)
    return 0


def target(driver, args):
    return entry_point, None
