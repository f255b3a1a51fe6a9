"""Streams that keep data in memory, before a stream that they read from or write to."""
from rpython.rlib._streamio_base import MyNotImplementedError, Stream, StreamError, offset2int, pass_through
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rstring import StringBuilder


@pass_through('flushable close1 try_to_find_file_descriptor', 'write truncate flush')
class BufferingInputStream(Stream):
    """Reads more than is asked for: what is in `buf` from `pos` on was not given out yet."""
    bigsize = 2 ** 19
    bufsize = 2 ** 13

    def __init__(self, base, bufsize=-1):
        self.base = base
        self.do_read = base.read
        self.do_tell = base.tell
        self.do_seek = base.seek
        if bufsize == -1:
            bufsize = self.bufsize
        self.bufsize = bufsize
        self._forget()

    def _forget(self):
        self.buf = ''
        self.pos = 0

    def _rest(self):
        """Takes what is in the buffer."""
        pos = self.pos
        assert pos >= 0
        rest = self.buf[pos:]
        self._forget()
        return rest

    def flush_buffers(self):
        """Goes back in the stream below to where this one is, if it can."""
        if self.buf:
            try:
                self.do_seek(self.pos - len(self.buf), 1)
            except (MyNotImplementedError, OSError):
                pass
            else:
                self._forget()

    def tell(self):
        below = self.do_tell()
        waiting = len(self.buf) - self.pos
        if below < waiting:
            # Somebody else went back.
            self._forget()
            waiting = 0
        return below - waiting

    def seek(self, offset, whence):
        if whence == 2:
            self._seek_from_end(offset)
        elif whence == 1:
            self._seek_by(offset, offset, 1)
        elif whence == 0:
            self._seek_by(offset - self.tell(), offset, 0)
        else:
            raise StreamError("whence should be 0, 1 or 2")

    def _seek_by(self, distance, offset, whence):
        """Moves by a distance, which `offset` means for `whence`."""
        waiting = len(self.buf) - self.pos
        if -self.pos <= distance <= waiting:
            self.pos += intmask(distance)
            return
        if whence == 1:
            offset -= waiting
        try:
            self.do_seek(offset, whence)
        except MyNotImplementedError:
            self._forget()
            if distance < 0:
                raise
            self.read(offset2int(distance - waiting))
        else:
            self._forget()

    def _seek_from_end(self, offset):
        try:
            self.do_seek(offset, 2)
        except MyNotImplementedError:
            self._keep_end(offset2int(offset))
        else:
            self._forget()

    def _keep_end(self, offset):
        """Reads to the end and keeps the last `-offset` characters."""
        pieces = [self._rest()]
        total = len(pieces[0])
        while True:
            data = self.do_read(self.bufsize)
            if not data:
                break
            pieces.append(data)
            total += len(data)
            while len(pieces) > 0 and total - len(pieces[0]) >= -offset:
                total -= len(pieces[0])
                del pieces[0]
        start = total + offset
        if start < 0:
            raise StreamError("cannot seek back")
        self.buf = ''.join(pieces)[start:]
        self.pos = 0

    def readall(self):
        result = StringBuilder()
        result.append(self._rest())
        size = self.bufsize
        while True:
            try:
                data = self.do_read(size)
            except OSError:
                if result.getlength() == 0:
                    raise
                break
            if not data:
                break
            result.append(data)
            size = min(size * 2, self.bigsize)
        return result.build()

    def read(self, n=-1):
        assert isinstance(n, int)
        if n < 0:
            return self.readall()
        start = self.pos
        assert start >= 0
        missing = n - (len(self.buf) - start)
        if missing <= 0:
            stop = start + n
            assert stop >= 0
            self.pos = stop
            return self.buf[start:stop]
        # Not of n characters: that may be sys.maxint for "all there is".
        result = StringBuilder()
        result.append(self._rest())
        while missing > 0:
            data = self.do_read(self.bufsize)
            if not data:
                break
            if len(data) >= missing:
                result.append_slice(data, 0, missing)
                self.buf = data
                self.pos = missing
                break
            result.append(data)
            missing -= len(data)
        return result.build()

    def readline(self):
        start = self.pos
        assert start >= 0
        end = self.buf.find('\n', start)
        if end >= 0:
            self.pos = end + 1
            return self.buf[start:end + 1]
        rest = self._rest()
        result = None
        while True:
            data = self.do_read(self.bufsize)
            if not data:
                break
            if result is None:
                result = StringBuilder(len(rest) + len(data))
                result.append(rest)
            end = data.find('\n')
            if end >= 0:
                result.append_slice(data, 0, end + 1)
                self.buf = data
                self.pos = end + 1
                break
            result.append(data)
        if result is None:
            return rest
        return result.build()

    def peek(self):
        return (self.pos, self.buf)


@pass_through('try_to_find_file_descriptor', 'read readall readline seek truncate flush close1')
class BufferingOutputStream(Stream):
    """Collects what is written until it is `bufsize` characters."""
    bigsize = 2 ** 19
    bufsize = 2 ** 13

    def __init__(self, base, bufsize=-1):
        self.base = base
        self.do_tell = base.tell
        if bufsize == -1:
            bufsize = self.bufsize
        self.bufsize = bufsize
        self.buf = []
        self.buflen = 0
        # After a failure the data stay, but nothing tries again to write them unless more is written.
        self.error = False

    def do_write(self, data):
        try:
            self.base.write(data)
        except:
            self.error = True
            raise

    def _keep(self, data):
        self.buf.append(data)
        self.buflen += len(data)

    def _write_out(self):
        self.do_write(''.join(self.buf))
        self.buf = []
        self.buflen = 0

    def flush_buffers(self):
        if self.buf and not self.error:
            self._write_out()

    def tell(self):
        return self.do_tell() + self.buflen

    def write(self, data):
        self.error = False
        if self.buflen + len(data) < self.bufsize:
            self._keep(data)
        elif self.buflen > 0:
            self._keep(data)
            self._write_out()
        else:
            self.do_write(data)

    def flushable(self):
        return True


class LineBufferingOutputStream(BufferingOutputStream):
    """Collects what is written until a line ends."""

    def write(self, data):
        self.error = False
        done = data.rfind('\n') + 1
        assert done >= 0
        if self.buflen + len(data) >= self.bufsize:
            # What is there goes first; then as much as would have filled the rest, at least to the end of the last line.
            done = max(done, self.bufsize - self.buflen)
            if self.buflen > 0:
                self.do_write(''.join(self.buf))
            self.do_write(data[:done])
        elif done == 0:
            self._keep(data)
            return
        elif self.buflen > 0:
            self.buf.append(data[:done])
            self.do_write(''.join(self.buf))
        else:
            self.do_write(data[:done])
        self.buf = [data[done:]]
        self.buflen = len(self.buf[0])
