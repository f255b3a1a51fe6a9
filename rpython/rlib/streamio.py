"""Streams: files with another interface."""
from rpython.rlib import rfile


class Stream(object):
    """A stream over a file."""

    def __init__(self, file):
        self._file = file

    def read(self, size=-1):
        return self._file.read(size)

    def readall(self):
        return self._file.read()

    def readline(self):
        return self._file.readline()

    def write(self, data):
        self._file.write(data)

    def seek(self, offset, whence=0):
        self._file.seek(offset, whence)

    def tell(self):
        return self._file.tell()

    def truncate(self, size):
        self._file.truncate(size)

    def flush(self):
        self._file.flush()

    def close(self):
        self._file.close()

    def try_to_find_file_descriptor(self):
        return self._file.fileno()


def open_file_as_stream(path, mode='r', buffering=-1, signal_checker=None):
    """A stream over the file of this name."""
    return Stream(rfile.create_file(path, mode, buffering))


def fdopen_as_stream(fd, mode, buffering=-1, signal_checker=None):
    """A stream over a descriptor."""
    return Stream(rfile.create_fdopen_rfile(fd, mode, buffering))
