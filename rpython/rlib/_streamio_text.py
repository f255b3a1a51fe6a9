"""Streams that translate between kinds of newlines or encodings."""
import os

from rpython.rlib._streamio_base import MyNotImplementedError, Stream, pass_through
from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.rstring import StringBuilder, replace


def replace_crlf_with_lf(s, first_index=-1):
    """Text with CRLF and CR as LF; `first_index` is the position of the first CR, if that is known."""
    at = first_index if first_index >= 0 else s.find('\r')
    if at < 0:
        return s
    result = StringBuilder(len(s))
    start = 0
    while at >= 0:
        result.append_slice(s, start, at)
        result.append('\n')
        start = at + 1
        if start < len(s) and s[start] == '\n':
            start += 1
        at = s.find('\r', start)
    result.append_slice(s, start, len(s))
    return result.build()


def replace_char_with_str(string, c, s):
    return s.join(string.split(c))


@pass_through('flush flushable close1 try_to_find_file_descriptor')
class CRLFFilter(Stream):
    """Reads all kinds of newlines as LF; has no positions."""

    def __init__(self, base):
        self.base = base
        self.do_read = base.read
        self.atcr = False

    def read(self, n):
        data = self.do_read(n)
        if self.atcr:
            if data.startswith('\n'):
                data = data[1:]
            self.atcr = False
        if '\r' in data:
            self.atcr = data.endswith('\r')
            data = replace_crlf_with_lf(data)
        return data


@pass_through('flush flushable close1 try_to_find_file_descriptor', 'truncate')
class TextCRLFFilter(Stream):
    """A text whose newlines are CRLF. One character may have been read ahead."""

    def __init__(self, base):
        self.base = base
        self.do_read = base.read
        self.do_write = base.write
        self.do_flush = base.flush_buffers
        self.ahead = ''

    def read(self, n=-1):
        if n < 0:
            return self.readall()
        if n == 0:
            return ''
        data = self.ahead + self.do_read(n - len(self.ahead))
        self.ahead = ''
        if data.endswith('\r'):
            c = self.do_read(1)
            if c == '\n':
                data += c
            else:
                self.ahead = c
        return replace(data, '\r\n', '\n')

    def readline(self):
        line = self.ahead
        self.ahead = ''
        if line != '\n':
            line += self.base.readline()
        end = len(line) - 2
        if end >= 0 and line[end] == '\r' and line[end + 1] == '\n':
            line = line[:end] + '\n'
        return line

    def tell(self):
        return self.base.tell() - len(self.ahead)

    def seek(self, offset, whence):
        if whence == 1:
            offset -= len(self.ahead)
        self.base.seek(offset, whence)
        self.ahead = ''

    def flush_buffers(self):
        if self.ahead:
            try:
                self.base.seek(-len(self.ahead), 1)
            except (MyNotImplementedError, OSError):
                return
            self.ahead = ''
        self.do_flush()

    def write(self, data):
        data = replace_char_with_str(data, '\n', '\r\n')
        self.flush_buffers()
        self.do_write(data)


@pass_through('flushable close1 try_to_find_file_descriptor', 'write truncate flush')
class TextInputFilter(Stream):
    """Reads all kinds of newlines as LF, and notes which there were. Positions are right where `tell` gave them."""

    def __init__(self, base):
        self.base = base
        self.do_read = base.read
        self.atcr = False      # the last character was CR: whether LF follows is not known yet
        self.buf = ''          # at most one character, read ahead
        self.CR = False
        self.NL = False
        self.CRLF = False

    def getnewlines(self):
        return self.CR * 1 + self.NL * 2 + self.CRLF * 4

    def _note_newlines(self, data):
        """Notes the newlines but a CR at the end; the position of the first CR, or -1."""
        first = -1
        for i in range(len(data)):
            if data[i] == '\n':
                if i > 0 and data[i - 1] == '\r':
                    self.CRLF = True
                else:
                    self.NL = True
            elif data[i] == '\r':
                if first < 0:
                    first = i
                if i + 1 < len(data) and data[i + 1] != '\n':
                    self.CR = True
        return first

    def read(self, n):
        if self.buf:
            data = self.buf
            self.buf = ''
        else:
            data = self.do_read(n)
        if self.atcr:
            self.atcr = False
            if data.startswith('\n'):
                self.CRLF = True
                data = data[1:]
                if not data:
                    data = self.do_read(n)
            else:
                self.CR = True
        first = self._note_newlines(data)
        if first >= 0:
            self.atcr = data.endswith('\r')
            data = replace_crlf_with_lf(data, first)
        return data

    def readline(self):
        result = StringBuilder()
        while True:
            start, peeked = self.base.peek()
            assert 0 <= start <= len(peeked)
            end = start
            while end < len(peeked) and peeked[end] != '\n' and peeked[end] != '\r':
                end += 1
            data = self.read(end - start + 1)
            if not data:
                break
            result.append(data)
            if data.endswith('\n'):
                break
        return result.build()

    def seek(self, offset, whence):
        if whence == 1:
            offset -= len(self.buf)
        self.base.seek(offset, whence)
        self.atcr = False
        self.buf = ''

    def tell(self):
        pos = self.base.tell()
        if self.atcr:
            # Between CR and LF is no position.
            self.atcr = False
            self.buf = self.do_read(1)
            pos += 1
            if self.buf == '\n':
                self.CRLF = True
                self.buf = ''
        return pos - len(self.buf)

    def flush_buffers(self):
        if self.atcr:
            self.atcr = False
            self.buf = self.do_read(1)
            if self.buf == '\n':
                self.buf = ''
        if self.buf:
            try:
                self.base.seek(-len(self.buf), 1)
            except (MyNotImplementedError, OSError):
                pass
            else:
                self.buf = ''

    def peek(self):
        return (0, self.buf)


@pass_through('tell seek read readall readline truncate flush flushable close1 try_to_find_file_descriptor')
class TextOutputFilter(Stream):
    """Writes LF as another newline."""

    def __init__(self, base, linesep=os.linesep):
        assert linesep in ['\n', '\r\n', '\r']
        self.base = base
        self.linesep = linesep

    def write(self, data):
        self.base.write(replace_char_with_str(data, '\n', self.linesep))


@pass_through('tell seek peek flush flushable close1 write truncate getnewlines try_to_find_file_descriptor',
              'read readall readline')
class CallbackReadFilter(Stream):
    """Calls a function before each read."""

    def __init__(self, base, callback):
        self.base = base
        self.callback = callback

    def flush_buffers(self):
        self.callback()


@pass_through('write truncate flush flushable close1 try_to_find_file_descriptor')
class DecodingInputFilter(Stream):
    """Reads unicode: about as many characters as asked for. For the untranslated program."""

    # An encoding has no longer sequences.
    LONGEST = 9

    @not_rpython
    def __init__(self, base, encoding='utf8', errors='strict'):
        self.base = base
        self.do_read = base.read
        self.encoding = encoding
        self.errors = errors

    def read(self, n):
        data = self.do_read(n)
        for _ in range(self.LONGEST):
            try:
                return data.decode(self.encoding, self.errors)
            except ValueError:
                more = self.do_read(1)
                if not more:
                    raise
                data += more
        return data.decode(self.encoding, self.errors)


@pass_through('tell seek read readall readline truncate flush flushable close1 try_to_find_file_descriptor')
class EncodingOutputFilter(Stream):
    """Writes unicode. For the untranslated program."""

    @not_rpython
    def __init__(self, base, encoding='utf8', errors='strict'):
        self.base = base
        self.do_write = base.write
        self.encoding = encoding
        self.errors = errors

    def write(self, chars):
        self.do_write(unicode(chars).encode(self.encoding, self.errors))
