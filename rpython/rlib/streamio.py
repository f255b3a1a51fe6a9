"""Streams: files as towers of objects, each of which buffers or translates what the one below it reads and writes.

Programs may put their own kinds of streams into such a tower.
"""
import errno
import os
from os import O_APPEND, O_CREAT, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY

from rpython.rlib import nonconst, rposix
from rpython.rlib._streamio_base import (
    STREAM_METHODS, DiskFile, MMapFile, MyNotImplementedError, PassThrough, Stream, StreamError, StreamErrors,
    offset2int)
from rpython.rlib._streamio_buffers import (
    BufferingInputStream, BufferingOutputStream, LineBufferingOutputStream)
from rpython.rlib._streamio_text import (
    CallbackReadFilter, CRLFFilter, DecodingInputFilter, EncodingOutputFilter, TextCRLFFilter, TextInputFilter,
    TextOutputFilter, replace_char_with_str, replace_crlf_with_lf)
from rpython.rlib.objectmodel import specialize, we_are_translated

O_BINARY = getattr(os, 'O_BINARY', 0)

# Flags by the mode's letter and whether `+` follows.
OS_MODE = {('r', False): O_RDONLY,
           ('r', True): O_RDWR,
           ('w', False): O_WRONLY | O_CREAT | O_TRUNC,
           ('w', True): O_RDWR | O_CREAT | O_TRUNC,
           ('a', False): O_WRONLY | O_CREAT | O_APPEND,
           ('a', True): O_RDWR | O_CREAT | O_APPEND}


@specialize.argtype(0)
def open_file_as_stream(path, mode='r', buffering=-1, signal_checker=None):
    """A stream over the file of this name. Raises OSError."""
    os_flags, universal, reading, writing, basemode, binary = decode_mode(mode)
    stream = open_path_helper(path, os_flags, basemode == 'a', signal_checker)
    return construct_stream_tower(stream, buffering, universal, reading, writing, binary)


def fdopen_as_stream(fd, mode, buffering=-1, signal_checker=None):
    """A stream over a descriptor. Raises OSError if that is not open in this way."""
    os_flags, universal, reading, writing, basemode, binary = decode_mode(mode)
    _check_fd_mode(fd, reading, writing)
    return construct_stream_tower(DiskFile(fd, signal_checker), buffering, universal, reading, writing, binary)


def _check_fd_mode(fd, reading, writing):
    """A descriptor that cannot be read or written fails with the first read or write of nothing."""
    try:
        if reading:
            os.read(fd, 0)
        if writing:
            os.write(fd, '')
    except OSError:
        raise OSError(errno.EINVAL, "Invalid argument")


@specialize.argtype(0)
def open_path_helper(path, os_flags, append, signal_checker=None):
    if we_are_translated():
        fd = rposix.open(path, os_flags, 0666)
    else:
        fd = os.open(path, os_flags, 0666)
    if append:
        try:
            os.lseek(fd, 0, 2)
        except OSError:
            # Pipes and terminals have no positions.
            pass
    return DiskFile(fd, signal_checker)


def decode_mode(mode):
    """(flags for `open`, universal newlines, reading, writing, the mode's letter, binary)."""
    if mode[0] == 'U':
        mode = 'r' + mode
    basemode = mode[0]
    plus = False
    universal = False
    binary = False
    for c in mode[1:]:
        if c == '+':
            plus = True
        elif c == 'U':
            universal = True
        elif c == 'b':
            binary = True
        else:
            break
    flags = OS_MODE[basemode, plus] | O_BINARY
    return flags, universal, basemode == 'r' or plus, basemode != 'r' or plus, basemode, binary


def construct_stream_tower(stream, buffering, universal, reading, writing, binary):
    """Buffers (0: none, 1: of lines, -1: of the usual size) and filters on top of a stream."""
    if buffering != 0:
        size = -1
        if buffering > 1:
            size = buffering
        if writing:
            if buffering == 1:
                stream = LineBufferingOutputStream(stream)
            else:
                stream = BufferingOutputStream(stream, size)
        if reading:
            stream = BufferingInputStream(stream, size)
    if universal:
        if writing and os.linesep != '\n':
            stream = TextOutputFilter(stream)
        if reading:
            stream = TextInputFilter(stream)
    elif not binary and os.linesep == '\r\n':
        stream = TextCRLFFilter(stream)
    if nonconst.NonConstant(False):
        # All streams have a type for this method, also in programs that never call it.
        stream.flush_buffers()
    return stream
