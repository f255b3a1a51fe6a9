# Towers of streams.
import os
from rpython.rlib import streamio
from rpython.rlib.rstring import replace
from rpython.rlib.streamio import Stream, StreamError, MyNotImplementedError


class Source(Stream):
    def __init__(self, pieces):
        self.pieces = pieces
        self.at = 0
    def read(self, n):
        if self.at == len(self.pieces):
            return ''
        piece = self.pieces[self.at]
        self.at += 1
        return piece


class Sink(Stream):
    def __init__(self):
        self.log = []
    def write(self, data):
        self.log.append(data)
    def tell(self):
        return 0
    def flush(self):
        self.log.append('<flush>')
    def close1(self, closefileno):
        self.log.append('<close %d>' % closefileno)


def quoted(s):
    return replace(replace(s, '\n', '\\n'), '\r', '\\r')


def files():
    f = streamio.open_file_as_stream('data.txt', 'w')
    f.write('one\ntwo\r\nthree\rfour')
    print f.tell(), int(f.flushable())
    f.close()
    f = streamio.open_file_as_stream('data.txt', 'r')
    print quoted(f.readline()), f.tell(), f.count_buffered_bytes()
    f.seek(-4, 2)
    print quoted(f.read(100))
    f.seek(1, 0)
    print quoted(f.read(4)), quoted(f.readline())
    f.seek(-3, 1)
    print quoted(f.readall())
    f.close()
    f = streamio.open_file_as_stream('data.txt', 'rU')
    print quoted(f.readline()), quoted(f.readline()), quoted(f.readline()), quoted(f.readall()), f.getnewlines()
    f.close()
    f = streamio.open_file_as_stream('data.txt', 'r+')
    print f.read(3)
    f.write('XY')
    f.seek(0, 0)
    print quoted(f.readall())
    f.truncate(4)
    f.close()
    f = streamio.open_file_as_stream('data.txt', 'a', 1)
    f.write('more\nrest')
    print os.stat('data.txt').st_size
    f.flush_buffers()
    print os.stat('data.txt').st_size
    f.close()
    f = streamio.open_file_as_stream('data.txt', 'r', 0)
    print quoted(f.readline()), quoted(f.read(3)), quoted(f.readall())
    f.close()
    try:
        streamio.open_file_as_stream('nowhere/x', 'r')
    except OSError as e:
        print 'no such file', e.errno


def inputs():
    s = streamio.BufferingInputStream(Source(['ab\nc', 'd', 'ef\n\n', 'gh']), 3)
    print quoted(s.readline()), quoted(s.readline()), quoted(s.read(2)), quoted(s.readline()), quoted(s.readline())
    s = streamio.BufferingInputStream(Source(['abc', 'def', 'ghi']))
    s.seek(4, 1)
    print s.read(2)
    try:
        s.seek(-6, 1)
    except MyNotImplementedError:
        print 'cannot go back'
    s = streamio.BufferingInputStream(Source(['abc', 'def', 'ghi']))
    s.seek(-4, 2)
    print s.readall()
    s = streamio.BufferingInputStream(Source(['abc', 'def', 'ghi']))
    try:
        s.seek(0, 5)
    except StreamError as e:
        print e.message
    t = streamio.TextInputFilter(streamio.BufferingInputStream(Source(['a\r', '\nb\rc\n', 'd\r'])))
    print quoted(t.read(10)), quoted(t.read(10)), quoted(t.readline()), quoted(t.readline()), t.getnewlines()
    c = streamio.CRLFFilter(Source(['a\r', '\nb\rc\n', 'd\r']))
    print quoted(c.readall())
    x = streamio.TextCRLFFilter(Source(['a\r', '\n', 'b\r\nc', 'd\r', 'e']))
    print quoted(x.readall())


def outputs():
    sink = Sink()
    out = streamio.BufferingOutputStream(sink, 5)
    for piece in ['a', 'bc', 'def', 'ghijklm', 'n']:
        out.write(piece)
    print out.tell()
    out.flush()
    out.close1(False)
    print '|'.join(sink.log)
    sink = Sink()
    out = streamio.LineBufferingOutputStream(sink, 8)
    for piece in ['a', 'bc\nd', 'efghijklmnop', 'q\n', 'r']:
        out.write(piece)
    out.close()
    print quoted('|'.join(sink.log))
    sink = Sink()
    out = streamio.TextOutputFilter(sink, '\r\n')
    out.write('a\nb\n')
    print quoted('|'.join(sink.log))
    print quoted(streamio.replace_crlf_with_lf('a\r\n\rb\n\r')), quoted(streamio.replace_crlf_with_lf('abc'))


def entry_point(argv):
    files()
    inputs()
    outputs()
    return 0


def target(driver, args):
    return entry_point, None
