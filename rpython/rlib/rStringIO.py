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
        self.__closed = False
        self.__reset()

    def __reset(self):
        self.__chars = None
        self.__tail = None
        self.__pos = AT_END

    def close(self):
        self.__closed = True
        self.__reset()

    def is_closed(self):
        return self.__closed

    def __all_chars(self):
        """The content as the list."""
        chars = self.__chars
        if chars is None:
            chars = self.__chars = []
        if self.__tail is not None:
            chars += self.__tail.build()
            self.__tail = None
        return chars

    def getvalue(self):
        if self.__chars is not None:
            return ''.join(self.__all_chars())
        if self.__tail is not None:
            return self.__tail.build()
        return ''

    def getsize(self):
        size = 0
        if self.__chars is not None:
            size += len(self.__chars)
        if self.__tail is not None:
            size += self.__tail.getlength()
        return size

    def write(self, buffer):
        if self.__pos == AT_END:
            if self.__tail is None:
                self.__tail = StringBuilder()
            self.__tail.append(buffer)
        else:
            self.__overwrite(buffer)

    def __overwrite(self, buffer):
        assert buffer is not None
        pos = self.__pos
        assert pos >= 0
        chars = self.__all_chars()
        if pos > len(chars):
            chars += '\x00' * (pos - len(chars))
        inside = min(len(buffer), len(chars) - pos)
        assert inside >= 0
        for i in range(inside):
            chars[pos + i] = buffer[i]
        if inside < len(buffer):
            chars += buffer[inside:]
            self.__pos = AT_END
        else:
            self.__pos = pos + inside

    def seek(self, position, mode=0):
        if mode == 1:
            position += self.tell()
        elif mode == 2:
            position += self.getsize()
        if position == self.getsize():
            position = AT_END
        elif position < 0:
            position = 0
        self.__pos = position

    def tell(self):
        if self.__pos == AT_END:
            return self.getsize()
        return self.__pos

    def read(self, size=-1):
        pos = self.__pos
        if pos == AT_END or size == 0:
            return ''
        if pos == 0 and (size < 0 or size >= self.getsize()):
            self.__pos = AT_END
            return self.getvalue()
        assert pos >= 0
        chars = self.__all_chars()
        stop = len(chars)
        if 0 <= size < stop - pos:
            stop = pos + size
        if stop <= pos:
            return ''
        self.__pos = stop
        return ''.join(chars[pos:stop])

    def readline(self, size=-1):
        pos = self.__pos
        if pos == AT_END or size == 0:
            return ''
        assert pos >= 0
        chars = self.__all_chars()
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
        self.__pos = stop
        return ''.join(chars[pos:stop])

    def truncate(self, size):
        """Cuts what is behind `size`, adds nothing, and goes to the end."""
        assert size >= 0
        if size == 0:
            self.__chars = None
            self.__tail = None
        elif size < self.getsize():
            chars = self.__all_chars()
            del chars[size:]
        self.__pos = AT_END
