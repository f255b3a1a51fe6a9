"""What streams have in common, and those at the bottom: files by descriptor, and mapped into memory."""
import errno
import os

from rpython.rlib.objectmodel import not_rpython, we_are_translated
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rlib.rstring import StringBuilder


class MyNotImplementedError(Exception):
    """A stream has no such method."""


class StreamError(Exception):
    """A stream cannot do what is asked of it."""

    def __init__(self, message):
        self.message = message


StreamErrors = (OSError, StreamError)


def offset2int(offset):
    """An offset as an int, where data are read and thrown away."""
    result = intmask(offset)
    if result != offset:
        raise StreamError("seek() from a non-seekable source: this would read and discard more"
                          " than sys.maxint bytes")
    return result


class Stream(object):
    """What streams can do. `read(n)` gives at most `n` characters, and none at the end."""

    def read(self, n):
        raise MyNotImplementedError

    def write(self, data):
        raise MyNotImplementedError

    def tell(self):
        raise MyNotImplementedError

    def seek(self, offset, whence):
        raise MyNotImplementedError

    def readall(self):
        """Everything up to the end; an error ends it, too, if something was read before."""
        size = 8192
        result = StringBuilder()
        while True:
            try:
                data = self.read(size)
            except OSError:
                if result.getlength() == 0:
                    raise
                break
            if not data:
                break
            result.append(data)
            size = min(size * 2, 1 << 22)
        return result.build()

    def readline(self):
        """The next line with its newline. As much is read at once as `peek` shows to belong to it."""
        result = StringBuilder()
        while True:
            start, peeked = self.peek()
            assert 0 <= start <= len(peeked)
            end = peeked.find('\n', start)
            if end < 0:
                end = len(peeked)
            data = self.read(end - start + 1)
            if not data:
                break
            result.append(data)
            if data.endswith('\n'):
                break
        return result.build()

    def truncate(self, size):
        raise MyNotImplementedError

    def flush_buffers(self):
        """Writes or gives back what the stream keeps itself."""

    def flush(self):
        """Makes sure that what was written is in the file."""

    def flushable(self):
        return False

    def close(self):
        self.close1(True)

    def close1(self, closefileno):
        """Closes the stream, and what is below it if `closefileno`."""

    def peek(self):
        """(start, text): text from `start` on is there already, and is not taken out of the stream."""
        return (0, '')

    def count_buffered_bytes(self):
        start, text = self.peek()
        return len(text) - start

    def try_to_find_file_descriptor(self):
        return -1

    def getnewlines(self):
        """The kinds of newlines that were read: 1 for CR, 2 for LF, 4 for CRLF."""
        return 0


class DiskFile(Stream):
    """A descriptor. Where a signal interrupts, `signal_checker` is called before going on."""

    def __init__(self, fd, signal_checker=None):
        self.fd = fd
        self.signal_checker = signal_checker

    def _interrupted(self, error):
        """Called in a handler: comes back if the call is to be repeated."""
        if error.errno != errno.EINTR:
            raise error
        if self.signal_checker is not None:
            self.signal_checker()

    def seek(self, offset, whence):
        os.lseek(self.fd, offset, whence)

    def tell(self):
        return r_longlong(os.lseek(self.fd, 0, 1))

    def read(self, n):
        assert isinstance(n, int)
        while True:
            try:
                return os.read(self.fd, n)
            except OSError as e:
                self._interrupted(e)

    def readline(self):
        result = StringBuilder()
        while True:
            c = self.read(1)
            if not c:
                break
            result.append(c)
            if c == '\n':
                break
        return result.build()

    def write(self, data):
        while data:
            try:
                count = os.write(self.fd, data)
            except OSError as e:
                self._interrupted(e)
            else:
                assert count >= 0
                data = data[count:]

    def close1(self, closefileno):
        if closefileno:
            os.close(self.fd)

    def truncate(self, size):
        if we_are_translated():
            os.ftruncate(self.fd, size)
        else:
            try:
                os.ftruncate(self.fd, size)
            except IOError as e:
                raise OSError(*e.args)

    def try_to_find_file_descriptor(self):
        return self.fd


class MMapFile(Stream):
    """A descriptor mapped into memory by the module `mmap`; for the untranslated program."""

    @not_rpython
    def __init__(self, fd, mmapaccess):
        self.fd = fd
        self.access = mmapaccess
        self.pos = 0
        self.remapfile()

    def remapfile(self):
        import mmap
        self.mm = mmap.mmap(self.fd, os.fstat(self.fd).st_size, access=self.access)

    def _grow(self):
        """Maps the file again if it has become longer."""
        if self.mm.size() > len(self.mm):
            self.remapfile()

    def close1(self, closefileno):
        self.mm.close()
        if closefileno:
            os.close(self.fd)

    def tell(self):
        return self.pos

    def seek(self, offset, whence):
        if whence < 0 or whence > 2:
            raise StreamError("seek(): whence must be 0, 1 or 2")
        start = [0, self.pos, self.mm.size()][whence]
        self.pos = max(0, start + offset)

    def _take(self, end):
        data = self.mm[self.pos:end]
        self.pos += len(data)
        return data

    def readall(self):
        self._grow()
        return self._take(len(self.mm))

    def read(self, n):
        if self.pos + n > len(self.mm):
            self._grow()
        return self._take(self.pos + n)

    def readline(self):
        end = self.mm.find('\n', self.pos)
        if end < 0:
            self._grow()
            end = self.mm.find('\n', self.pos)
        if end < 0:
            end = len(self.mm) - 1
        return self._take(end + 1)

    def write(self, data):
        end = self.pos + len(data)
        if end > len(self.mm):
            self.mm.resize(end)
        self.mm[self.pos:end] = data
        self.pos = end

    def flush(self):
        self.mm.flush()

    def flushable(self):
        import mmap
        return self.access == mmap.ACCESS_WRITE

    def try_to_find_file_descriptor(self):
        return self.fd


# The methods that streams pass on, with the types of their arguments.
STREAM_METHODS = {
    'read': [int], 'write': [str], 'tell': [], 'seek': [r_longlong, int], 'readall': [], 'readline': [],
    'truncate': [r_longlong], 'flush': [], 'flushable': [], 'close1': [int], 'peek': [],
    'try_to_find_file_descriptor': [], 'getnewlines': []}


@not_rpython
def PassThrough(meth_name, flush_buffers):
    """A method that calls the same one of `self.base`, after `flush_buffers` if wanted."""
    count = len(STREAM_METHODS[meth_name])
    if flush_buffers:
        def before(self):
            self.flush_buffers()
    else:
        def before(self):
            pass
    if count == 0:
        def method(self):
            before(self)
            return getattr(self.base, meth_name)()
    elif count == 1:
        def method(self, argument):
            before(self)
            return getattr(self.base, meth_name)(argument)
    else:
        def method(self, first, second):
            before(self)
            return getattr(self.base, meth_name)(first, second)
    method.__name__ = meth_name
    before.__name__ = 'before_' + meth_name
    return method


@not_rpython
def pass_through(plain, flushed=''):
    """Class decorator: methods that are passed on, by their names, and those before which buffers are flushed."""
    def decorate(cls):
        for names, flush_buffers in [(plain, False), (flushed, True)]:
            for name in names.split():
                setattr(cls, name, PassThrough(name, flush_buffers))
        return cls
    return decorate
