"""Digests."""
import _hashes

algorithms = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512')
algorithms_available = algorithms_guaranteed = set(algorithms)

_SIZES = {'md5': (16, 64), 'sha1': (20, 64), 'sha224': (28, 64), 'sha256': (32, 64),
          'sha384': (48, 128), 'sha512': (64, 128)}


class _Hash(object):
    """The bytes so far; they are digested when that is asked for."""

    def __init__(self, name, data):
        self.name = name
        self.digest_size, self.block_size = _SIZES[name]
        self._parts = []
        self.update(data)

    digestsize = property(lambda self: self.digest_size)

    def update(self, data):
        if isinstance(data, unicode):
            data = data.encode('ascii')
        if not isinstance(data, (str, bytearray)):
            raise TypeError('must be string or buffer, not %s' % type(data).__name__)
        self._parts.append(str(data))

    def digest(self):
        return _hashes.digest(self.name, ''.join(self._parts))

    def hexdigest(self):
        return self.digest().encode('hex')

    def copy(self):
        return _Hash(self.name, ''.join(self._parts))

    def __repr__(self):
        return '<%s HASH object @ 0x%x>' % (self.name, id(self))


def new(name, string=''):
    if name.lower() not in _SIZES:
        raise ValueError('unsupported hash type ' + name)
    return _Hash(name.lower(), string)


def md5(string=''):
    return _Hash('md5', string)


def sha1(string=''):
    return _Hash('sha1', string)


def sha224(string=''):
    return _Hash('sha224', string)


def sha256(string=''):
    return _Hash('sha256', string)


def sha384(string=''):
    return _Hash('sha384', string)


def sha512(string=''):
    return _Hash('sha512', string)
