"""Files in memory."""


class StringIO(object):
    def __init__(self, buf=''):
        if not isinstance(buf, basestring):
            buf = str(buf)
        self._parts = [buf]
        self._pos = 0
        self.closed = False
        self.softspace = 0

    def _text(self):
        if len(self._parts) != 1:
            self._parts = [''.join(self._parts)]
        return self._parts[0]

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def getvalue(self):
        self._check()
        return self._text()

    def write(self, s):
        self._check()
        if not s:
            return
        if not isinstance(s, basestring):
            s = str(s)
        if self._pos is None:
            self._parts.append(s)
            return
        text = self._text()
        if self._pos == len(text):
            self._parts.append(s)
            self._pos = None
            return
        if self._pos > len(text):
            text += '\0' * (self._pos - len(text))
        end = self._pos + len(s)
        self._parts = [text[:self._pos] + s + text[end:]]
        self._pos = end

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def _position(self):
        if self._pos is None:
            self._pos = len(self._text())
        return self._pos

    def read(self, n=-1):
        self._check()
        pos = self._position()
        text = self._text()
        end = len(text) if n is None or n < 0 else min(pos + n, len(text))
        self._pos = max(end, pos)
        return text[pos:end]

    def readline(self, length=None):
        self._check()
        pos = self._position()
        text = self._text()
        end = text.find('\n', pos) + 1
        if end == 0:
            end = len(text)
        if length is not None and length >= 0:
            end = min(end, pos + length)
        self._pos = max(end, pos)
        return text[pos:end]

    def readlines(self, sizehint=0):
        return list(self)

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, mode=0):
        self._check()
        if mode == 1:
            pos += self._position()
        elif mode == 2:
            pos += len(self._text())
        self._pos = max(0, pos)

    def tell(self):
        self._check()
        return self._position()

    def truncate(self, size=None):
        if size is None:
            size = self._position()
        self._parts = [self._text()[:size]]
        self._pos = min(self._position(), size)

    def flush(self):
        self._check()

    def isatty(self):
        return False

    def close(self):
        self.closed = True
