"""Files of bytes and of unicode text."""
from StringIO import StringIO as _Memory

__all__ = ['open', 'BytesIO', 'StringIO', 'TextIOWrapper', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE',
           'UnsupportedOperation']

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
DEFAULT_BUFFER_SIZE = 8192

_open = __builtins__['open'] if isinstance(__builtins__, dict) else __builtins__.open


class UnsupportedOperation(ValueError, IOError):
    pass


class _Closing(object):
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True


class BytesIO(_Closing):
    """Bytes in memory."""

    def __init__(self, initial_bytes=''):
        self._file = _Memory(bytes(initial_bytes))

    def write(self, b):
        if isinstance(b, unicode):
            raise TypeError("'unicode' does not have the buffer interface")
        b = bytes(b)
        self._file.write(b)
        return len(b)

    def read(self, n=-1):
        return self._file.read(-1 if n is None else n)

    def readline(self, limit=-1):
        line = self._file.readline()
        if limit is not None and 0 <= limit < len(line):
            self._file.seek(limit - len(line), SEEK_CUR)
            line = line[:limit]
        return line

    def getvalue(self):
        return self._file.getvalue()

    def seek(self, pos, whence=SEEK_SET):
        self._file.seek(pos, whence)
        return self._file.tell()

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None):
        size = self.tell() if size is None else size
        at = self.tell()
        text = self._file.getvalue()[:size]
        self._file = _Memory(text)
        self._file.seek(at)
        return size

    def flush(self):
        pass

    def close(self):
        self._file.close()

    @property
    def closed(self):
        return self._file.closed


class StringIO(BytesIO):
    """Unicode text in memory. All ends of lines become newlines where `newline` is None."""

    def __init__(self, initial_value=u'', newline=u'\n'):
        self._newline = newline
        self._file = _Memory(self._text(initial_value))

    def _text(self, s):
        if not isinstance(s, unicode):
            raise TypeError("unicode argument expected, got '%s'" % type(s).__name__)
        if self._newline is None:
            return s.replace(u'\r\n', u'\n').replace(u'\r', u'\n')
        if self._newline in (u'\r', u'\r\n'):
            return s.replace(u'\n', self._newline)
        return s

    def write(self, s):
        self._file.write(self._text(s))
        return len(s)

    def read(self, n=-1):
        return unicode(BytesIO.read(self, n))

    def readline(self, limit=-1):
        return unicode(BytesIO.readline(self, limit))

    def getvalue(self):
        return unicode(self._file.getvalue())


class TextIOWrapper(_Closing):
    """Unicode text in a file of bytes. It is read as a whole."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False):
        self.buffer = buffer
        self.encoding = encoding or 'utf-8'
        self.errors = errors or 'strict'
        self._newline = newline
        self._rest = None

    def _unread(self):
        if self._rest is None:
            text = self.buffer.read().decode(self.encoding, self.errors)
            if self._newline is None:
                text = text.replace(u'\r\n', u'\n').replace(u'\r', u'\n')
            self._rest = text
        return self._rest

    def read(self, n=-1):
        text = self._unread()
        n = len(text) if n is None or n < 0 else n
        self._rest = text[n:]
        return text[:n]

    def readline(self, limit=-1):
        text = self._unread()
        end = text.find(u'\n') + 1
        return self.read(end if end > 0 else len(text))

    def write(self, s):
        if not isinstance(s, unicode):
            raise TypeError("must be unicode, not %s" % type(s).__name__)
        text = s
        if self._newline in (u'\r', u'\r\n'):
            text = s.replace(u'\n', self._newline)
        self.buffer.write(text.encode(self.encoding, self.errors))
        return len(s)

    def seek(self, pos, whence=SEEK_SET):
        if pos != 0 or whence != SEEK_SET:
            raise UnsupportedOperation("texts can be read again from their start only")
        self.buffer.seek(0)
        self._rest = None
        return 0

    def flush(self):
        self.buffer.flush()

    def close(self):
        self.buffer.close()

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def name(self):
        return self.buffer.name


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True):
    """A file of bytes where the mode contains a `b`, otherwise one of unicode text."""
    if not isinstance(file, basestring):
        raise UnsupportedOperation("files of descriptors cannot be made while importing")
    if 'b' in mode:
        if encoding is not None:
            raise ValueError("binary mode doesn't take an encoding argument")
        return _open(file, mode)
    return TextIOWrapper(_open(file, mode.replace('t', '').replace('U', '') + 'b'), encoding, errors, newline)
