"""Arrays of numbers or characters of one type."""
import struct as _struct

_SIZES = {'c': 1, 'b': 1, 'B': 1, 'u': 4, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'f': 4, 'd': 8}


class array(object):
    def __init__(self, typecode, initializer=()):
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be c, b, B, u, h, H, i, I, l, L, f or d)")
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items = []
        if isinstance(initializer, str) and typecode != 'c':
            self.fromstring(initializer)
        else:
            self.extend(initializer)

    def _checked(self, value):
        if self.typecode == 'c':
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError("array item must be char")
            return value
        if self.typecode == 'u':
            if not isinstance(value, unicode) or len(value) != 1:
                raise TypeError("array item must be unicode character")
            return value
        try:
            return _struct.unpack('=' + self._format(), _struct.pack('=' + self._format(), value))[0]
        except _struct.error, e:
            if isinstance(value, (int, long, float)):
                raise OverflowError(str(e))
            raise TypeError("an integer is required")

    def _format(self):
        return {'l': 'q', 'L': 'Q'}.get(self.typecode, self.typecode)

    def append(self, value):
        self._items.append(self._checked(value))

    def extend(self, values):
        if isinstance(values, array) and values.typecode != self.typecode:
            raise TypeError("can only extend with array of same kind")
        for value in values:
            self.append(value)

    fromlist = extend

    def insert(self, index, value):
        self._items.insert(index, self._checked(value))

    def pop(self, index=-1):
        return self._items.pop(index)

    def remove(self, value):
        self._items.remove(value)

    def index(self, value):
        return self._items.index(value)

    def count(self, value):
        return self._items.count(value)

    def reverse(self):
        self._items.reverse()

    def tolist(self):
        return list(self._items)

    def tostring(self):
        if self.typecode == 'c':
            return ''.join(self._items)
        if self.typecode == 'u':
            return ''.join([_struct.pack('=I', ord(c)) for c in self._items])
        return _struct.pack('=%d%s' % (len(self._items), self._format()), *self._items)

    def fromstring(self, text):
        if len(text) % self.itemsize:
            raise ValueError("string length not a multiple of item size")
        count = len(text) // self.itemsize
        if self.typecode == 'u':
            self._items.extend([unichr(code) for code in _struct.unpack('=%dI' % count, text)])
        else:
            self._items.extend(_struct.unpack('=%d%s' % (count, self._format()), text))

    def tounicode(self):
        return u''.join(self._items)

    def fromfile(self, f, n):
        text = f.read(n * self.itemsize)
        self.fromstring(text)
        if len(text) < n * self.itemsize:
            raise EOFError("not enough items in file")

    def tofile(self, f):
        f.write(self.tostring())

    def byteswap(self):
        size = self.itemsize
        text = self.tostring()
        self._items = []
        self.fromstring(''.join([text[i:i + size][::-1] for i in range(0, len(text), size)]))

    def _like(self, items):
        result = array(self.typecode)
        result._items = items
        return result

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, value):
        return value in self._items

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._like(self._items[key])
        return self._items[key]

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            self._items[key] = [self._checked(item) for item in value]
        else:
            self._items[key] = self._checked(value)

    def __delitem__(self, key):
        del self._items[key]

    def __add__(self, other):
        return self._like(self._items + other._items)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, times):
        return self._like(self._items * times)

    __rmul__ = __mul__

    def __eq__(self, other):
        return isinstance(other, array) and self._items == other._items

    def __ne__(self, other):
        return not self == other

    def __cmp__(self, other):
        return cmp(self._items, other._items)

    __hash__ = None

    def __repr__(self):
        if not self._items:
            return "array('%s')" % self.typecode
        if self.typecode == 'c':
            return "array('c', %r)" % self.tostring()
        if self.typecode == 'u':
            return "array('u', %r)" % self.tounicode()
        return "array('%s', %r)" % (self.typecode, self._items)


ArrayType = array
