"""Values of known types as bytes, in the format of Python 2's `marshal`.

`get_marshaller(TYPE)` is a function (list of characters, value) that appends; `get_unmarshaller(TYPE)` one that reads a
value from a string. A type is `int`, `float`, `str`, `bool`, `None`, `r_longlong`, `[T]`, `(T, ...)`, `{K: V}` or an
annotation of one of these; where a str, list or dict may be None, None is written as such.
"""
from rpython.annotator import model
from rpython.rlib.rarithmetic import intmask, r_int, r_longlong
from rpython.rlib.rfloat import formatd, rstring_to_float
from rpython.rlib.rstring import assert_str0
from rpython.rlib.unroll import unrolling_iterable

TYPE_NONE, TYPE_FALSE, TYPE_TRUE = 'N', 'F', 'T'
TYPE_INT, TYPE_INT64, TYPE_FLOAT, TYPE_STRING = 'i', 'I', 'f', 's'
TYPE_TUPLE, TYPE_LIST, TYPE_DICT, TYPE_NULL = '(', '[', '{', '0'


class CannotMarshal(Exception):
    pass


class CannotUnmarshall(Exception):
    pass


_dumpers = {}
_loaders = {}


def _plain_type(s):
    """The type that an annotation stands for: what the tables below know. Strings that may be None and numbers that are
    never negative are read in another way; for these it is a pair."""
    if isinstance(s, model.SomeBool):
        return bool
    if isinstance(s, model.SomeInteger):
        kind = int if s.knowntype in (int, r_int) else s.knowntype
        return ('nonneg', kind) if s.nonneg and kind in (int, r_longlong) else kind
    if isinstance(s, model.SomeFloat):
        return float
    if isinstance(s, model.SomeChar):
        return ('char', str)
    if isinstance(s, model.SomeString):
        return ('ornone' if s.can_be_None else 'string') + ('0' if s.no_nul else ''), str
    if isinstance(s, model.SomeTuple):
        return tuple([_plain_type(item) for item in s.items])
    if isinstance(s, model.SomeNone):
        return None
    return s


def _plain(type):
    """(what to look up, the plain type)."""
    if isinstance(type, model.SomeObject):
        type = _plain_type(type)
    return _key(type), type


def _key(type):
    """Something that can be looked up: lists and dicts as tuples."""
    if isinstance(type, list):
        return ('list', _key(type[0]))
    if isinstance(type, dict):
        (key, value), = type.items()
        return ('dict', _key(key), _key(value))
    if _is_variant(type):
        return type
    if isinstance(type, tuple):
        return ('tuple',) + tuple([_key(item) for item in type])
    if isinstance(type, model.SomeObject):
        plain = _plain_type(type)
        return _key(plain) if plain is not type else type
    return type


def _is_variant(type):
    """Whether this is such a pair, not a tuple of two types."""
    return isinstance(type, tuple) and len(type) == 2 and isinstance(type[0], str)


def _support_of(type):
    """Annotations of special objects say how these become something that can be written, and back again."""
    support = getattr(type, '_get_rmarshall_support_', None)
    return support() if support is not None else None


def get_marshaller(type):
    """The function that writes values of a type."""
    key, type = _plain(type)
    if key not in _dumpers:
        _dumpers[key] = _make_dumper(type)
    return _dumpers[key]


get_marshaller._annspecialcase_ = 'specialize:memo'


def get_loader(type):
    """The function that reads a value of a type from a Loader."""
    key, type = _plain(type)
    if key not in _loaders:
        _loaders[key] = _make_loader(type)
    return _loaders[key]


get_loader._annspecialcase_ = 'specialize:memo'

_unmarshallers = {}


def get_unmarshaller(type):
    """The function that reads one value that is all of a string; ValueError if it is something else."""
    key, type = _plain(type)
    if key not in _unmarshallers:
        load = get_loader(type)

        def unmarshaller(buf):
            loader = Loader(buf)
            result = load(loader)
            loader.check_finished()
            return result
        _unmarshallers[key] = unmarshaller
    return _unmarshallers[key]


get_unmarshaller._annspecialcase_ = 'specialize:memo'

# ---------------------------------------------------------------- writing


def w_long(buf, x):
    """Four bytes, the lowest first."""
    buf.append(chr(x & 0xff))
    buf.append(chr((x >> 8) & 0xff))
    buf.append(chr((x >> 16) & 0xff))
    buf.append(chr((x >> 24) & 0xff))


def dump_none(buf, x):
    buf.append(TYPE_NONE)


def dump_bool(buf, x):
    buf.append(TYPE_TRUE if x else TYPE_FALSE)


def dump_int(buf, x):
    # The long form is for all: what the bytes are does not depend on the number.
    buf.append(TYPE_INT64)
    w_long(buf, x)
    w_long(buf, x >> 32)


def dump_longlong(buf, x):
    buf.append(TYPE_INT64)
    w_long(buf, intmask(x))
    w_long(buf, intmask(x >> 32))


def dump_float(buf, x):
    text = formatd(x, 'g', 17)
    buf.append(TYPE_FLOAT)
    buf.append(chr(len(text)))
    buf += text


def dump_string(buf, x):
    if x is None:
        buf.append(TYPE_NONE)
    else:
        buf.append(TYPE_STRING)
        w_long(buf, len(x))
        buf += x


dump_string_or_none = dump_string


def _make_dumper(type):
    simple = {int: dump_int, bool: dump_bool, float: dump_float, str: dump_string, None: dump_none,
              r_longlong: dump_longlong}
    if _is_variant(type):
        # What is written depends on the value alone.
        type = type[1]
    if isinstance(type, list):
        return _list_dumper(get_marshaller(type[0]))
    if isinstance(type, dict):
        (key, value), = type.items()
        return _dict_dumper(get_marshaller(key), get_marshaller(value))
    if isinstance(type, tuple):
        return _tuple_dumper([get_marshaller(item) for item in type])
    if type in simple:
        return simple[type]
    support = _support_of(type)
    if support is not None:
        return _reducing_dumper(get_marshaller(support[0]), support[1])
    raise CannotMarshal("values of type %r cannot be marshalled" % (type,))


def _reducing_dumper(dump_reduced, reduce):
    def dump_special(buf, x):
        dump_reduced(buf, reduce(x))
    return dump_special


def _list_dumper(dump_item):
    def dump_list(buf, x):
        if x is None:
            buf.append(TYPE_NONE)
        else:
            buf.append(TYPE_LIST)
            w_long(buf, len(x))
            for item in x:
                dump_item(buf, item)
    return dump_list


def _dict_dumper(dump_key, dump_value):
    def dump_dict(buf, x):
        if x is None:
            buf.append(TYPE_NONE)
        else:
            buf.append(TYPE_DICT)
            for key, value in x.items():
                dump_key(buf, key)
                dump_value(buf, value)
            buf.append(TYPE_NULL)
    return dump_dict


def _tuple_dumper(dumpers):
    count = len(dumpers)
    numbered = unrolling_iterable(list(enumerate(dumpers)))

    def dump_tuple(buf, x):
        buf.append(TYPE_TUPLE)
        w_long(buf, count)
        for i, dump in numbered:
            dump(buf, x[i])
    return dump_tuple


# ---------------------------------------------------------------- reading


class Loader(object):
    """A string that is being read."""

    def __init__(self, buf):
        self.buf = buf
        self.pos = 0

    def check_finished(self):
        if self.pos != len(self.buf):
            raise ValueError("not all data consumed")

    def need_more_data(self):
        """Called when the string ends too early. A subclass may have more, and append it to `buf`."""
        raise ValueError("not enough data")


def readchr(loader):
    pos = loader.pos
    while pos >= len(loader.buf):
        loader.need_more_data()
    loader.pos = pos + 1
    return loader.buf[pos]


def peekchr(loader):
    while loader.pos >= len(loader.buf):
        loader.need_more_data()
    return loader.buf[loader.pos]


def readlong(loader):
    """Four bytes as a signed number."""
    a, b, c, d = ord(readchr(loader)), ord(readchr(loader)), ord(readchr(loader)), ord(readchr(loader))
    if d >= 0x80:
        d -= 0x100
    return a | (b << 8) | (c << 16) | (d << 24)


def readstr(loader, count):
    if count < 0:
        raise ValueError("negative count")
    start = loader.pos
    end = start + count
    while end > len(loader.buf):
        loader.need_more_data()
    assert start >= 0
    assert end >= 0
    loader.pos = end
    return loader.buf[start:end]


def load_none(loader):
    if readchr(loader) != TYPE_NONE:
        raise ValueError("expected a None")
    return None


def load_bool(loader):
    kind = readchr(loader)
    if kind == TYPE_TRUE:
        return True
    elif kind == TYPE_FALSE:
        return False
    raise ValueError("expected a bool")


def load_int(loader):
    kind = readchr(loader)
    if kind == TYPE_INT:
        return readlong(loader)
    if kind == TYPE_INT64:
        low = readlong(loader) & 0xffffffff
        return intmask(low | (readlong(loader) << 32))
    raise ValueError("expected an int")


def load_longlong(loader):
    if readchr(loader) != TYPE_INT64:
        raise ValueError("expected a longlong")
    low = r_longlong(readlong(loader) & 0xffffffff)
    return low | (r_longlong(readlong(loader)) << 32)


def load_float(loader):
    if readchr(loader) != TYPE_FLOAT:
        raise ValueError("expected a float")
    return rstring_to_float(readstr(loader, ord(readchr(loader))))


def load_string(loader):
    if readchr(loader) != TYPE_STRING:
        raise ValueError("expected a string")
    return readstr(loader, readlong(loader))


def load_string_or_none(loader):
    kind = readchr(loader)
    if kind == TYPE_NONE:
        return None
    if kind != TYPE_STRING:
        raise ValueError("expected a string or None")
    return readstr(loader, readlong(loader))


def load_single_char(loader):
    if readchr(loader) != TYPE_STRING or readlong(loader) != 1:
        raise ValueError("expected a character")
    return readchr(loader)


def load_string_nonul(loader):
    return assert_str0(load_string(loader))


def load_string_or_none_nonul(loader):
    text = load_string_or_none(loader)
    return assert_str0(text) if text is not None else None


def load_int_nonneg(loader):
    x = load_int(loader)
    if x < 0:
        raise ValueError("expected a non-negative int")
    return x


def load_longlong_nonneg(loader):
    x = load_longlong(loader)
    if x < 0:
        raise ValueError("expected a non-negative longlong")
    return x


_variant_loaders = {
    ('char', str): load_single_char, ('string', str): load_string, ('string0', str): load_string_nonul,
    ('ornone', str): load_string_or_none, ('ornone0', str): load_string_or_none_nonul,
    ('nonneg', int): load_int_nonneg, ('nonneg', r_longlong): load_longlong_nonneg}


def _make_loader(type):
    simple = {int: load_int, bool: load_bool, float: load_float, str: load_string, None: load_none,
              r_longlong: load_longlong}
    if _is_variant(type):
        return _variant_loaders[type]
    if isinstance(type, list):
        return _list_loader(get_loader(type[0]))
    if isinstance(type, dict):
        (key, value), = type.items()
        return _dict_loader(get_loader(key), get_loader(value))
    if isinstance(type, tuple):
        return _tuple_loader([get_loader(item) for item in type])
    if type in simple:
        return simple[type]
    support = _support_of(type)
    if support is not None:
        return _recreating_loader(get_loader(support[0]), support[2])
    raise CannotUnmarshall("values of type %r cannot be unmarshalled" % (type,))


def _recreating_loader(load_reduced, recreate):
    def load_special(loader):
        return recreate(load_reduced(loader))
    return load_special


def _list_loader(load_item):
    def load_list(loader):
        if peekchr(loader) == TYPE_NONE:
            readchr(loader)
            return None
        if readchr(loader) != TYPE_LIST:
            raise ValueError("expected a list or None")
        result = []
        count = readlong(loader)
        while count > 0:
            result.append(load_item(loader))
            count -= 1
        return result
    return load_list


def _dict_loader(load_key, load_value):
    def load_dict(loader):
        if peekchr(loader) == TYPE_NONE:
            readchr(loader)
            return None
        if readchr(loader) != TYPE_DICT:
            raise ValueError("expected a dict or None")
        result = {}
        while peekchr(loader) != TYPE_NULL:
            key = load_key(loader)
            result[key] = load_value(loader)
        readchr(loader)
        return result
    return load_dict


def _tuple_loader(loaders):
    """Reads the items in order, by a function made for their number."""
    count = len(loaders)
    lines = ['def load_tuple(loader):',
             '    if readchr(loader) != TYPE_TUPLE:',
             '        raise ValueError("expected a tuple")',
             '    if readlong(loader) != %d:' % count,
             '        raise ValueError("wrong tuple length")']
    namespace = {'readchr': readchr, 'readlong': readlong, 'TYPE_TUPLE': TYPE_TUPLE}
    for i, load in enumerate(loaders):
        namespace['load%d' % i] = load
        lines.append('    x%d = load%d(loader)' % (i, i))
    items = ''.join(['x%d, ' % i for i in range(count)])
    lines.append('    return (%s)' % items)
    exec '\n'.join(lines) + '\n' in namespace
    return namespace['load_tuple']
