# Streams: files, buffers, text with all kinds of ends of lines, towers of filters, modes.
# skip: wasm (the working folder)
# skip: js (the working folder)
import os
from rpython.rlib import streamio
from rpython.rlib.rstring import replace
from rpython.rlib.streamio import (
    BufferingInputStream, BufferingOutputStream, CallbackReadFilter, DecodingInputFilter, DiskFile, EncodingOutputFilter,
    LineBufferingOutputStream, MyNotImplementedError, Stream, StreamError, TextCRLFFilter, TextInputFilter, TextOutputFilter,
    fdopen_as_stream, open_file_as_stream)
from _cases import entry_point_of


class Source(Stream):
    """Gives pieces that were made before."""

    def __init__(self, pieces, seekable=True):
        self.pieces = pieces
        self.chunk = 0
        self.at = 0
        self.seekable = seekable

    def tell(self):
        position = 0
        for i in range(self.chunk):
            position += len(self.pieces[i])
        return position + self.at

    def seek(self, offset, whence=0):
        if not self.seekable:
            raise MyNotImplementedError
        if whence == 1:
            offset += self.tell()
        elif whence == 2:
            for piece in self.pieces:
                offset += len(piece)
        self.chunk = self.at = 0
        while self.chunk < len(self.pieces) and offset >= len(self.pieces[self.chunk]):
            offset -= len(self.pieces[self.chunk])
            self.chunk += 1
        self.at = int(offset)

    def read(self, n):
        while self.chunk < len(self.pieces):
            piece = self.pieces[self.chunk]
            if self.at >= len(piece):
                self.chunk += 1
                self.at = 0
                continue
            start = self.at
            assert start >= 0
            stop = min(start + n, len(piece))
            assert stop >= 0
            self.at = stop
            return piece[start:stop]
        return ''

    def close(self):
        pass


class Sink(Stream):
    """Keeps what is written."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(data)

    def tell(self):
        return len(''.join(self.pieces))

    def seek(self, offset, whence=0):
        pass

    def truncate(self, size):
        pass

    def flush(self):
        pass

    def close(self):
        self.pieces.append('<closed>')


def show(text):
    return replace(replace(text, '\n', '\\n'), '\r', '\\r')


PIECES = ['ab\ncd', 'ef\n', '\n', 'gh', 'i\nlast']


def lines_of(stream):
    result = []
    while True:
        line = stream.readline()
        if line == '':
            return '|'.join([show(line) for line in result])
        result.append(line)


def case_lines():
    print lines_of(BufferingInputStream(Source(PIECES)))
    for size in [1, 2, 5, 100]:
        print lines_of(BufferingInputStream(Source(PIECES), size)),
    print


def case_read_pieces():
    for n in [1, 3, 7]:
        stream = BufferingInputStream(Source(PIECES), 4)
        text = []
        while True:
            data = stream.read(n)
            if data == '':
                break
            assert len(data) <= n
            text.append(data)
        print len(text), show(''.join(text))


def case_readall():
    stream = BufferingInputStream(Source(PIECES))
    print show(stream.readline()), show(stream.read(3)), show(stream.readall()), '[%s]' % stream.readall(), '[%s]' % stream.read(5)


def case_tell():
    stream = BufferingInputStream(Source(PIECES), 3)
    print int(stream.tell()),
    stream.read(2)
    print int(stream.tell()),
    stream.readline()
    print int(stream.tell()),
    stream.readline()
    print int(stream.tell()),
    stream.readall()
    print int(stream.tell())


def case_seek():
    stream = BufferingInputStream(Source(PIECES), 4)
    for offset, whence in [(3, 0), (0, 0), (2, 1), (-3, 2), (-1, 1), (0, 2)]:
        stream.seek(offset, whence)
        print int(stream.tell()), show(stream.read(2)) + ';',
    print


def case_seek_without_seek():
    stream = BufferingInputStream(Source(PIECES, False), 4)
    stream.seek(4, 0)
    print show(stream.read(2)),
    stream.seek(3, 1)
    print show(stream.read(2)),
    try:
        stream.seek(0, 0)
    except MyNotImplementedError:
        print 'cannot go back'


def peeked(stream):
    at, data = stream.peek()
    return '[%d %s]' % (at, show(data))


def case_peek():
    stream = BufferingInputStream(Source(PIECES), 6)
    print peeked(stream), stream.count_buffered_bytes(), show(stream.read(1)), peeked(stream),
    print stream.count_buffered_bytes()


def case_output_buffer():
    sink = Sink()
    stream = BufferingOutputStream(sink, 5)
    for text in ['a', 'bc', 'defgh', 'i', 'jklmnopqrstuv', 'w']:
        stream.write(text)
    print int(len(''.join(sink.pieces)) <= 23), int(stream.tell()),
    stream.flush()
    print ''.join(sink.pieces)
    stream.close()
    print sink.pieces[len(sink.pieces) - 1]


def case_line_buffer():
    sink = Sink()
    stream = LineBufferingOutputStream(sink)
    stream.write('no end')
    print '[%s]' % ''.join(sink.pieces),
    stream.write(' now\nand more')
    print '[%s]' % show(''.join(sink.pieces)),
    stream.flush()
    print show(''.join(sink.pieces))


def case_any_end_of_line():
    pieces = ['one\r', '\ntwo\r', 'three\n', '\r\n', 'four\r']
    print lines_of(TextInputFilter(Source(pieces)))
    stream = TextInputFilter(Source(pieces))
    print show(stream.readall()), stream.getnewlines()
    stream = TextInputFilter(Source(['a\nb\n']))
    stream.readall()
    print stream.getnewlines(), TextInputFilter(Source([''])).getnewlines()


def case_any_end_of_line_in_small_pieces():
    stream = TextInputFilter(Source(['one\r', '\ntwo\r', '\rx']))
    text = ''
    while True:
        data = stream.read(2)
        if data == '':
            break
        text += data
    print show(text)


def case_output_of_lines():
    for ending in ['\n', '\r\n', '\r']:
        sink = Sink()
        stream = TextOutputFilter(sink, ending)
        stream.write('one\ntwo\n')
        stream.write('\n')
        print show(''.join(sink.pieces)),
    print


def case_crlf_filter():
    sink = Sink()
    stream = TextCRLFFilter(sink)
    stream.write('a\nb\n')
    print show(''.join(sink.pieces)), show(TextCRLFFilter(Source(['a\r', '\nb\rc\r\n'])).readall())


def case_callback():
    calls = Calls()
    stream = CallbackReadFilter(Source(['abc', 'def']), calls.called)
    print stream.read(2), stream.read(5), stream.read(1), calls.count


class Calls(object):
    count = 0

    def called(self):
        self.count += 1


def case_disk_file():
    stream = open_file_as_stream('file', 'w')
    stream.write('first\nsecond\nthird')
    stream.close()
    stream = open_file_as_stream('file')
    print show(stream.readline()), int(stream.tell()), show(stream.read(3)), show(stream.readline()), stream.readall()
    stream.seek(6, 0)
    print stream.read(6), int(stream.try_to_find_file_descriptor() >= 0)
    stream.close()
    os.unlink('file')


def case_append_and_update():
    stream = open_file_as_stream('file', 'w')
    stream.write('0123456789')
    stream.close()
    stream = open_file_as_stream('file', 'a')
    stream.write('abc')
    print int(stream.tell()),
    stream.close()
    stream = open_file_as_stream('file', 'r+')
    print stream.read(4),
    stream.seek(2, 0)
    stream.write('XY')
    stream.flush()
    stream.seek(0, 0)
    print stream.readall(),
    stream.seek(5, 0)
    stream.truncate(5)
    stream.seek(0, 0)
    print stream.readall()
    stream.close()
    stream = open_file_as_stream('file', 'w+')
    print '[%s]' % stream.readall()
    stream.close()
    os.unlink('file')


def case_universal_mode():
    stream = open_file_as_stream('file', 'wb')
    stream.write('a\r\nb\rc\n')
    stream.close()
    for mode in ['r', 'rb', 'U', 'rU']:
        stream = open_file_as_stream('file', mode)
        print show(stream.readall()),
        stream.close()
    print
    os.unlink('file')


def case_bad_modes():
    for mode in ['x', 'rw', 'r+x']:
        try:
            open_file_as_stream('nothing', mode)
        except ValueError:
            print 'ValueError',
        except KeyError:
            print 'KeyError',
        except OSError:
            print 'OSError',
    print


def case_no_such_file():
    for mode in ['r', 'r+', 'U']:
        try:
            open_file_as_stream('nothing', mode)
        except OSError as e:
            print e.errno,
    print


def case_descriptor():
    fd = os.open('file', os.O_RDWR | os.O_CREAT, 0666)
    stream = fdopen_as_stream(fd, 'w')
    stream.write('hello')
    stream.close()
    try:
        os.write(fd, 'x')
    except OSError:
        print 'closed',
    fd = os.open('file', os.O_RDONLY, 0)
    stream = fdopen_as_stream(fd, 'r', 2)
    print stream.read(3), stream.readall()
    stream.close()
    os.unlink('file')


def case_pipe():
    a, b = os.pipe()
    out = fdopen_as_stream(b, 'w', 0)
    out.write('through the\npipe')
    out.close()
    stream = fdopen_as_stream(a, 'r')
    print show(stream.readline()), stream.read(2), stream.readall()
    try:
        stream.seek(0, 0)
        print 'went back'
    except OSError:
        print 'OSError'
    except StreamError:
        print 'StreamError'
    stream.close()


def case_unbuffered():
    stream = open_file_as_stream('file', 'w', 0)
    stream.write('abc')
    other = open_file_as_stream('file', 'r', 0)
    print other.read(2), other.readline()
    stream.close()
    other.close()
    os.unlink('file')


def case_line_buffered_file():
    stream = open_file_as_stream('file', 'w', 1)
    stream.write('one\ntwo')
    other = open_file_as_stream('file')
    print show(other.readall()),
    stream.close()
    print show(other.readall())
    other.close()
    os.unlink('file')


def case_long_lines():
    stream = open_file_as_stream('file', 'w')
    for i in range(30):
        stream.write(chr(ord('a') + i % 26) * (i * 500) + '\n')
    stream.close()
    stream = open_file_as_stream('file')
    total = 0
    longest = 0
    while True:
        line = stream.readline()
        if not line:
            break
        total += len(line)
        longest = max(longest, len(line))
    print total, longest, int(stream.tell())
    stream.close()
    os.unlink('file')


def case_mode_flags():
    for mode in ['r', 'w', 'a', 'r+', 'rb', 'U']:
        os_flags, universal, reading, writing, basemode, binary = streamio.decode_mode(mode)
        print int(universal), int(reading), int(writing), basemode, int(binary), int(os_flags & os.O_CREAT != 0), '/',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
