"""Encodings by name, and files with an encoding."""

BOM_UTF8 = '\xef\xbb\xbf'
BOM = BOM_LE = BOM_UTF16 = BOM_UTF16_LE = '\xff\xfe'
BOM_BE = BOM_UTF16_BE = '\xfe\xff'
BOM_UTF32 = BOM_UTF32_LE = '\xff\xfe\x00\x00'
BOM_UTF32_BE = '\x00\x00\xfe\xff'


def encode(obj, encoding='ascii', errors='strict'):
    return obj.encode(encoding, errors)


def decode(obj, encoding='ascii', errors='strict'):
    return obj.decode(encoding, errors)


class CodecInfo(tuple):
    def __new__(cls, name):
        self = tuple.__new__(cls, (_encoder(name), _decoder(name)))
        self.name = name
        self.encode, self.decode = self
        return self


def _encoder(name):
    return lambda text, errors='strict': (unicode(text).encode(name, errors), len(text))


def _decoder(name):
    return lambda text, errors='strict': (str(text).decode(name, errors), len(text))


def lookup(encoding):
    u''.encode(encoding)
    return CodecInfo(encoding)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


utf_8_encode, utf_8_decode = CodecInfo('utf-8')
latin_1_encode, latin_1_decode = CodecInfo('latin-1')
ascii_encode, ascii_decode = CodecInfo('ascii')


class StreamReaderWriter(object):
    """A file of text around one of bytes."""

    def __init__(self, stream, encoding, errors='strict'):
        self.stream = stream
        self.encoding = encoding
        self.errors = errors

    def read(self, size=-1):
        return self.stream.read().decode(self.encoding, self.errors)

    def readline(self, size=None):
        return self.stream.readline().decode(self.encoding, self.errors)

    def readlines(self, sizehint=None):
        return self.read().splitlines(True)

    def write(self, text):
        self.stream.write(unicode(text).encode(self.encoding, self.errors))

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __iter__(self):
        return iter(self.readlines())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.stream, name)


def open(filename, mode='rb', encoding=None, errors='strict', buffering=1):
    import __builtin__
    if encoding is None:
        return __builtin__.open(filename, mode)
    if 'b' not in mode:
        mode += 'b'
    return StreamReaderWriter(__builtin__.open(filename, mode), encoding, errors)


def getreader(encoding):
    return lambda stream, errors='strict': StreamReaderWriter(stream, encoding, errors)


getwriter = getreader
