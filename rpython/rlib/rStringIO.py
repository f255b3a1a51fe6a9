"""A file in memory."""
from rpython.rlib.rstring import StringBuilder

AT_END = -1


class RStringIO(object):
    """Bytes that are written at the end first go to a builder; a list takes over where anything else is done.

    The content is the list and, behind it, the builder. A position at the end is AT_END.
    """

    def __init__(self):
        self.init()

    def init(self):
        self._closed = False
        self._reset()

    def _reset(self):
        self._chars = None
        self._tail = None
        self._pos = AT_END

    def close(self):
        self._closed = True
        self._reset()

    def is_closed(self):
        return self._closed

    def _all_chars(self):
        """The content as the list."""
        chars = self._chars
        if chars is None:
            chars = self._chars = []
        if self._tail is not None:
            chars += self._tail.build()
            self._tail = None
        return chars

    def getvalue(self):
        if self._chars is not None:
            return ''.join(self._all_chars())
        if self._tail is not None:
            return self._tail.build()
        return ''

    def getsize(self):
        size = 0
        if self._chars is not None:
            size += len(self._chars)
        if self._tail is not None:
            size += self._tail.getlength()
        return size

    def write(self, buffer):
        if self._pos == AT_END:
            if self._tail is None:
                self._tail = StringBuilder()
            self._tail.append(buffer)
        else:
            self._overwrite(buffer)

    def _overwrite(self, buffer):
        assert buffer is not None
        pos = self._pos
        assert pos >= 0
        chars = self._all_chars()
        if pos > len(chars):
            chars += '\x00' * (pos - len(chars))
        inside = min(len(buffer), len(chars) - pos)
        assert inside >= 0
        for i in range(inside):
            chars[pos + i] = buffer[i]
        if inside < len(buffer):
            chars += buffer[inside:]
            self._pos = AT_END
        else:
            self._pos = pos + inside

    def seek(self, position, mode=0):
        if mode == 1:
            position += self.tell()
        elif mode == 2:
            position += self.getsize()
        if position == self.getsize():
            position = AT_END
        elif position < 0:
            position = 0
        self._pos = position

    def tell(self):
        if self._pos == AT_END:
            return self.getsize()
        return self._pos

    def read(self, size=-1):
        pos = self._pos
        if pos == AT_END or size == 0:
            return ''
        if pos == 0 and (size < 0 or size >= self.getsize()):
            self._pos = AT_END
            return self.getvalue()
        assert pos >= 0
        chars = self._all_chars()
        stop = len(chars)
        if 0 <= size < stop - pos:
            stop = pos + size
        if stop <= pos:
            return ''
        self._pos = stop
        return ''.join(chars[pos:stop])

    def readline(self, size=-1):
        pos = self._pos
        if pos == AT_END or size == 0:
            return ''
        assert pos >= 0
        chars = self._all_chars()
        limit = len(chars)
        if 0 <= size < limit - pos:
            limit = pos + size
        stop = pos
        while stop < limit:
            stop += 1
            if chars[stop - 1] == '\n':
                break
        if stop <= pos:
            return ''
        self._pos = stop
        return ''.join(chars[pos:stop])

    def truncate(self, size):
        """Cuts what is behind `size`, adds nothing, and goes to the end."""
        assert size >= 0
        if size == 0:
            self._chars = None
            self._tail = None
        elif size < self.getsize():
            chars = self._all_chars()
            del chars[size:]
        self._pos = AT_END
