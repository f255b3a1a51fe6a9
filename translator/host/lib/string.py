"""Character classes, and string methods as functions."""

whitespace = ' \t\n\r\v\f'
lowercase = ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
uppercase = ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
letters = ascii_letters = lowercase + uppercase
digits = '0123456789'
hexdigits = digits + 'abcdefABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
printable = digits + letters + punctuation + whitespace

_identity_table = ''.join(map(chr, range(256)))


def maketrans(fromstr, tostr):
    if len(fromstr) != len(tostr):
        raise ValueError("maketrans arguments must have same length")
    table = list(_identity_table)
    for old, new in zip(fromstr, tostr):
        table[ord(old)] = new
    return ''.join(table)


def _function(name):
    def function(s, *args):
        return getattr(s, name)(*args)
    function.__name__ = name
    return function


for _name in ['lower', 'upper', 'swapcase', 'strip', 'lstrip', 'rstrip', 'split', 'rsplit', 'index', 'rindex', 'count',
              'find', 'rfind', 'ljust', 'rjust', 'center', 'expandtabs', 'translate', 'capitalize', 'replace']:
    globals()[_name] = _function(_name)


def join(words, sep=' '):
    return sep.join(words)


joinfields = join
splitfields = split


def zfill(x, width):
    if not isinstance(x, basestring):
        x = repr(x)
    return x.zfill(width)


def capwords(s, sep=None):
    return (sep or ' ').join([word.capitalize() for word in s.split(sep)])


def atoi(s, base=10):
    return int(s, base)


def atol(s, base=10):
    return long(s, base)


def atof(s):
    return float(s)


index_error = atoi_error = atof_error = atol_error = ValueError


class Template(object):
    """`$name` and `${name}` replaced by the values of a mapping."""

    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _substitute(self, mapping, safe):
        text = self.template
        out = []
        i = 0
        while i < len(text):
            if text[i] != self.delimiter:
                out.append(text[i])
                i += 1
                continue
            rest = text[i + 1:]
            if rest.startswith(self.delimiter):
                out.append(self.delimiter)
                i += 2
                continue
            braced = rest.startswith('{')
            start = 1 if braced else 0
            end = start
            while end < len(rest) and (rest[end] == '_' or rest[end].isalnum()) and not (
                    end == start and rest[end].isdigit()):
                end += 1
            name = rest[start:end]
            if not name or braced and rest[end:end + 1] != '}':
                if not safe:
                    raise ValueError('Invalid placeholder in string')
                out.append(self.delimiter)
                i += 1
                continue
            end += braced
            if safe and name not in mapping:
                out.append(text[i:i + 1 + end])
            else:
                out.append(str(mapping[name]))
            i += 1 + end
        return ''.join(out)

    def substitute(self, *args, **kwds):
        return self._substitute(self._mapping(args, kwds), False)

    def safe_substitute(self, *args, **kwds):
        return self._substitute(self._mapping(args, kwds), True)

    def _mapping(self, args, kwds):
        mapping = dict(args[0]) if args else {}
        mapping.update(kwds)
        return mapping


class Formatter(object):
    def format(self, format_string, *args, **kwds):
        return format_string.format(*args, **kwds)

    def vformat(self, format_string, args, kwds):
        return format_string.format(*args, **kwds)
