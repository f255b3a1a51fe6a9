"""Streams: files with another interface, which programs may implement, too."""
from rpython.rlib import rfile


class StreamError(Exception):
    """A stream cannot do what is asked of it."""

    def __init__(self, message):
        self.message = message


class Stream(object):
    """What streams can do. Of these methods, `read(n)` gives at most `n` characters, and none at the end."""

    def read(self, n):
        raise NotImplementedError

    def write(self, data):
        raise NotImplementedError

    def tell(self):
        raise NotImplementedError

    def seek(self, offset, whence):
        raise NotImplementedError

    def readall(self):
        """Everything up to the end."""
        pieces = []
        while True:
            text = self.read(8192)
            if not text:
                return ''.join(pieces)
            pieces.append(text)

    def readline(self):
        """The next line with its newline, character by character."""
        pieces = []
        while True:
            char = self.read(1)
            if not char:
                break
            pieces.append(char)
            if char == '\n':
                break
        return ''.join(pieces)

    def truncate(self, size):
        raise NotImplementedError

    def flush_buffers(self):
        pass

    def flush(self):
        pass

    def flushable(self):
        return False

    def close(self):
        self.close1(True)

    def close1(self, closefileno):
        pass

    def peek(self):
        """Text that is there already, not taken out of the stream."""
        return (0, '')

    def try_to_find_file_descriptor(self):
        return -1

    def getnewlines(self):
        return 0


class FileStream(Stream):
    """A stream over a file."""

    def __init__(self, file):
        self._file = file

    def read(self, n):
        return self._file.read(n)

    def readall(self):
        return self._file.read()

    def readline(self):
        return self._file.readline()

    def write(self, data):
        self._file.write(data)

    def tell(self):
        return self._file.tell()

    def seek(self, offset, whence):
        self._file.seek(offset, whence)

    def truncate(self, size):
        self._file.truncate(size)

    def flush(self):
        self._file.flush()

    def flushable(self):
        return True

    def close1(self, closefileno):
        if closefileno:
            self._file.close()
        else:
            self._file.flush()

    def try_to_find_file_descriptor(self):
        return self._file.fileno()


def open_file_as_stream(path, mode='r', buffering=-1, signal_checker=None):
    """A stream over the file of this name."""
    return FileStream(rfile.create_file(path, mode, buffering))


def fdopen_as_stream(fd, mode, buffering=-1, signal_checker=None):
    """A stream over a descriptor."""
    return FileStream(rfile.create_fdopen_rfile(fd, mode, buffering))
