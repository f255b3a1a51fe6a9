"""Files with a buffer: what `open` gives in programs.

A file is a descriptor with one buffer, which holds either text read ahead or text still to be written.
Failures raise IOError with errno; use of a closed file raises ValueError.
"""
import os

from rpython.rlib import rposix
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import r_longlong, intmask, widen
from rpython.rlib.rstring import StringBuilder
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

BASE_BUF_SIZE = 4096
BUFFER_SIZE = 8192
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
_EBADF = 9
_EINTR = 4
_EINVAL = 22
_EISDIR = 21


# Files of C's standard library, for programs that hand them to C code; files here use descriptors.
FILEP = rffi.COpaquePtr('FILE')


def _stdio(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=_stdio_eci, **kwds)


_stdio_eci = ExternalCompilationInfo(includes=['stdio.h'])
c_fopen = _stdio('fopen', [rffi.CCHARP, rffi.CCHARP], FILEP, save_err=rffi.RFFI_SAVE_ERRNO)
c_fdopen = _stdio('fdopen', [rffi.INT, rffi.CCHARP], FILEP, save_err=rffi.RFFI_SAVE_ERRNO)
c_fclose = _stdio('fclose', [FILEP], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
c_fread = _stdio('fread', [rffi.CCHARP, rffi.SIZE_T, rffi.SIZE_T, FILEP], rffi.SIZE_T, save_err=rffi.RFFI_SAVE_ERRNO)
c_fwrite = _stdio('fwrite', [rffi.CCHARP, rffi.SIZE_T, rffi.SIZE_T, FILEP], rffi.SIZE_T,
                  save_err=rffi.RFFI_SAVE_ERRNO)
c_fileno = _stdio('fileno', [FILEP], rffi.INT)
c_ferror = _stdio('ferror', [FILEP], rffi.INT)


def _io_error(error):
    return _io_error_of(error.errno, "input or output failed")


def _io_error_of(errno, text):
    """An IOError whose errno is set whether or not its class does that."""
    error = IOError(errno, text)
    error.errno = errno
    return error


class _Output(object):
    """Text of a stream that is still to be written.

    It is linked into `_unwritten` exactly while there is some, so that the end of the program finds it, and so that a
    stream that nobody refers to can still be closed by its destructor.
    """

    def __init__(self, fd):
        self.fd = fd
        self.pieces = []
        self.size = 0
        self.before = None
        self.after = None

    def append(self, text):
        if not text:
            return
        if self.size == 0:
            self._link()
        self.pieces.append(text)
        self.size += len(text)

    def write_out(self):
        if self.size == 0:
            return
        text = ''.join(self.pieces)
        self.pieces = []
        self.size = 0
        self._unlink()
        while text:
            try:
                done = os.write(self.fd, text)
            except OSError as e:
                if e.errno == _EINTR:
                    continue
                raise _io_error(e)
            assert done >= 0
            text = text[done:]

    def _link(self):
        last = _unwritten.before
        self.before = last
        self.after = _unwritten
        last.after = self
        _unwritten.before = self

    def _unlink(self):
        self.before.after = self.after
        self.after.before = self.before
        self.before = None
        self.after = None


# The ring of streams with pending text, oldest first, begins and ends here.
_unwritten = _Output(-1)
_unwritten.before = _unwritten
_unwritten.after = _unwritten


def flush_all():
    """Writes what all streams hold; the end of a program that returns calls this. Failures tell nobody."""
    while _unwritten.after is not _unwritten:
        try:
            _unwritten.after.write_out()
        except IOError:
            pass


class RFile(object):
    """An open file."""

    def __init__(self, fd, readable=True, writable=True, append=False, buffering=BUFFER_SIZE,
                 line_buffered=False, universal=False):
        self._fd = fd
        self._readable = readable
        self._writable = writable
        self._append = append
        self._limit = buffering
        self._line_buffered = line_buffered
        self._universal = universal
        self._ahead = ''            # text that was read
        self._at = 0                # how much of it was given out
        self._out = _Output(fd)
        self._owned = True          # whether the descriptor ends with the stream
        self._pid = 0               # of the process behind a pipe
        self._path_to_remove = ''

    # ------------------------------------------------------------ state

    def _check_open(self):
        if self._fd < 0:
            raise ValueError("I/O operation on closed file")

    def _check_readable(self):
        self._check_open()
        if not self._readable:
            raise _io_error_of(_EBADF, "file is not open for reading")
        self._out.write_out()

    @property
    def closed(self):
        return self._fd < 0

    def fileno(self):
        self._check_open()
        return self._fd

    def isatty(self):
        self._check_open()
        return os.isatty(self._fd)

    def close(self):
        """Writes what is pending and closes; for a pipe, the status of its process."""
        if self._fd < 0:
            return 0
        fd = self._fd
        try:
            self._out.write_out()
        finally:
            self._fd = -1
            self._ahead = ''
            self._at = 0
            try:
                os.close(fd)
            except OSError as e:
                raise _io_error(e)
        return self._wait()

    def _wait(self):
        if self._pid == 0:
            return 0
        try:
            pid, status = os.waitpid(self._pid, 0)
        except OSError as e:
            raise _io_error(e)
        return status

    def __del__(self):
        if self._owned:
            try:
                self.close()
            except (IOError, ValueError):
                pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    # ------------------------------------------------------------ reading

    def _fill(self, size):
        """The next text of the descriptor; an empty string at its end."""
        if self._fd == 0 and _stdout.size and os.isatty(0) and os.isatty(1):
            # Who is asked at a terminal sees the question.
            _stdout.write_out()
        while True:
            try:
                return os.read(self._fd, size)
            except OSError as e:
                if e.errno != _EINTR:
                    raise _io_error(e)

    def _take(self, end):
        """The text read ahead up to a position."""
        start = self._at
        assert start >= 0
        assert end >= start
        self._at = end
        return self._ahead[start:end]

    def read(self, size=-1):
        """So many characters, fewer at the end of the file; everything without a size."""
        self._check_readable()
        if self._universal:
            return self._read_universal(size, False)
        if size < 0:
            return self._read_all()
        have = len(self._ahead) - self._at
        if size <= have:
            return self._take(self._at + size)
        builder = StringBuilder(size)
        builder.append(self._take(len(self._ahead)))
        missing = size - have
        while missing > 0:
            text = self._fill(max(missing, self._limit))
            if not text:
                break
            if len(text) > missing:
                self._ahead = text
                self._at = 0
                builder.append(self._take(missing))
                break
            builder.append(text)
            missing -= len(text)
        return builder.build()

    def _read_all(self):
        builder = StringBuilder()
        builder.append(self._take(len(self._ahead)))
        while True:
            text = self._fill(BUFFER_SIZE)
            if not text:
                return builder.build()
            builder.append(text)

    def readline(self, size=-1):
        """The next line with its newline; at most `size` characters if that is not negative."""
        self._check_readable()
        if self._universal:
            return self._read_universal(size, True)
        pieces = []
        while True:
            if self._at >= len(self._ahead):
                self._ahead = self._fill(max(self._limit, 1))
                self._at = 0
                if not self._ahead:
                    break
            at = self._ahead.find('\n', self._at)
            if at >= 0:
                end = at + 1
            else:
                end = len(self._ahead)
            if size >= 0 and end - self._at >= size:
                pieces.append(self._take(self._at + size))
                break
            size_taken = end - self._at
            pieces.append(self._take(end))
            if at >= 0:
                break
            if size >= 0:
                size -= size_taken
        if len(pieces) == 1:
            return pieces[0]
        return ''.join(pieces)

    def _more_ahead(self):
        """Whether there is text read ahead; reads some if there is none."""
        if self._at >= len(self._ahead):
            self._ahead = self._fill(max(self._limit, 1))
            self._at = 0
        return len(self._ahead) > 0

    def _read_universal(self, size, within_line):
        """At most `size` characters if that is not negative. Whatever ends a line is given as one newline."""
        builder = StringBuilder()
        while size != 0 and self._more_ahead():
            c = self._ahead[self._at]
            self._at += 1
            if c == '\r':
                c = '\n'
                if self._more_ahead() and self._ahead[self._at] == '\n':
                    self._at += 1
            builder.append(c)
            size -= 1
            if within_line and c == '\n':
                break
        return builder.build()

    # ------------------------------------------------------------ writing

    def write(self, text):
        self._check_open()
        if not self._writable:
            raise _io_error_of(_EBADF, "file is not open for writing")
        self._drop_ahead()
        if self._line_buffered:
            whole = text.rfind('\n') + 1
            if whole > 0:
                self._out.append(text[:whole])
                self._out.write_out()
                text = text[whole:]
        self._out.append(text)
        if self._out.size > self._limit:
            self._out.write_out()

    def flush(self):
        self._check_open()
        self._out.write_out()

    # ------------------------------------------------------------ position

    def _drop_ahead(self):
        """Moves the descriptor back to where the reader is."""
        unread = len(self._ahead) - self._at
        self._ahead = ''
        self._at = 0
        if unread > 0:
            self._lseek(-unread, SEEK_CUR)

    def _lseek(self, position, whence):
        try:
            return os.lseek(self._fd, position, whence)
        except OSError as e:
            raise _io_error(e)

    def seek(self, position, whence=SEEK_SET):
        self._check_open()
        self._out.write_out()
        self._drop_ahead()
        self._lseek(position, whence)

    def tell(self):
        self._check_open()
        if self._append:
            self._out.write_out()
        position = self._lseek(0, SEEK_CUR)
        return position - (len(self._ahead) - self._at) + self._out.size

    def truncate(self, size=-1):
        self._check_open()
        if not self._writable:
            raise _io_error_of(_EINVAL, "file is not open for writing")
        if size < 0:
            size = self.tell()
        self._out.write_out()
        try:
            rposix.ftruncate(self._fd, size)
        except OSError as e:
            raise _io_error(e)


# ---------------------------------------------------------------- making files

def _flags_of(mode):
    """Flags of os.open for a mode such as `r+b`."""
    if len(mode) == 0:
        raise ValueError("the mode of a file is empty")
    plus = mode.find('+') >= 0
    if mode[0] == 'r' or mode[0] == 'U':
        flags = 0
    elif mode[0] == 'w':
        flags = os.O_CREAT | os.O_TRUNC
    elif mode[0] == 'a':
        flags = os.O_CREAT | os.O_APPEND
    else:
        raise ValueError("the mode of a file begins with r, w, a or U")
    if plus:
        return flags | os.O_RDWR
    if flags == 0:
        return flags | os.O_RDONLY
    return flags | os.O_WRONLY


def _buffer_size(buffering):
    if buffering < 0 or buffering == 1:
        return BUFFER_SIZE
    return buffering


def _make(fd, mode, buffering):
    plus = mode.find('+') >= 0
    reads = mode[0] == 'r' or mode[0] == 'U'
    return RFile(fd, plus or reads, plus or not reads, mode[0] == 'a', _buffer_size(buffering), buffering == 1,
                 reads and mode.find('U') >= 0)


def _check_descriptor(fd, flags):
    """Reads or writes nothing: OSError for a directory or a number that is no descriptor."""
    if flags & (os.O_WRONLY | os.O_RDWR):
        os.write(fd, '')
    else:
        os.read(fd, 0)


def create_file(filename, mode='r', buffering=-1):
    """What `open(filename, mode, buffering)` is."""
    flags = _flags_of(mode)
    try:
        fd = os.open(filename, flags, 0666)
    except OSError as e:
        raise _io_error(e)
    try:
        _check_descriptor(fd, flags)
    except OSError as e:
        os.close(fd)
        raise _io_error(e)
    result = _make(fd, mode, buffering)
    if mode[0] == 'a':
        try:
            os.lseek(fd, 0, SEEK_END)
        except OSError:
            pass    # a pipe has no end
    return result


def create_fdopen_rfile(fd, mode='r', buffering=-1):
    """A file over a descriptor."""
    flags = _flags_of(mode)
    try:
        _check_descriptor(fd, flags)
    except OSError as e:
        if e.errno == _EISDIR:
            raise _io_error(e)
        raise
    return _make(fd, mode, buffering)


def create_temp_rfile():
    """A file without a name, for reading and writing."""
    attempt = 0
    while True:
        name = '/tmp/rpy-%d-%d' % (os.getpid(), attempt)
        try:
            fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0600)
            os.unlink(name)
            return _make(fd, 'w+', -1)
        except OSError as e:
            if e.errno != 17:
                raise _io_error(e)
        attempt += 1


def create_popen_file(command, mode):
    """A pipe from (`r`) or to (`w`) a shell command; close() gives its status."""
    if mode != 'r' and mode != 'w':
        raise ValueError("the mode of a pipe is r or w")
    reads = mode == 'r'
    try:
        read_end, write_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            if reads:
                os.dup2(write_end, 1)
            else:
                os.dup2(read_end, 0)
            os.close(read_end)
            os.close(write_end)
            try:
                os.execv('/bin/sh', ['/bin/sh', '-c', command])
            except OSError:
                pass
            os._exit(127)
        if reads:
            os.close(write_end)
            fd = read_end
        else:
            os.close(read_end)
            fd = write_end
    except OSError as e:
        raise _io_error(e)
    result = _make(fd, mode, -1)
    result._pid = pid
    return result


# All streams over standard output share one buffer, so that what they write stays in order.
_stdout = _Output(1)


def _standard(fd, writable, buffering, line_buffered):
    result = RFile(fd, not writable, writable, False, buffering, line_buffered)
    result._owned = False
    if fd == 1:
        result._out = _stdout
    return result


def create_stdio():
    """Standard input, output and error."""
    return (_standard(0, False, BUFFER_SIZE, False),
            _standard(1, True, BUFFER_SIZE, os.isatty(1)),
            _standard(2, True, 0, False))
