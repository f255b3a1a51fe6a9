"""JSON, for code that runs while a program is imported: reading and writing of text."""

import re

_NUMBER = re.compile(r'-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?')
_SPACE = ' \t\n\r'
_ESCAPES = {'"': u'"', '\\': u'\\', '/': u'/', 'b': u'\b', 'f': u'\f', 'n': u'\n', 'r': u'\r', 't': u'\t'}
_WORDS = [
    ('null', None), ('true', True), ('false', False),
    ('NaN', float('nan')), ('Infinity', float('inf')), ('-Infinity', -float('inf')),
]
_SHORT = {'"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b'}


def _place(text, at):
    line = text.count('\n', 0, at) + 1
    column = at - text.rfind('\n', 0, at)
    return line, column


def _problem(what, text, at, end=None):
    if end is None:
        return ValueError('%s: line %d column %d (char %d)' % ((what,) + _place(text, at) + (at,)))
    places = _place(text, at) + _place(text, end)
    return ValueError('%s: line %d column %d - line %d column %d (char %d - %d)' % ((what,) + places + (at, end)))


class JSONDecoder(object):

    def __init__(self, encoding=None, object_hook=None, parse_float=None, parse_int=None,
                 parse_constant=None, strict=True, object_pairs_hook=None):
        self.encoding = encoding or 'utf-8'
        self.object_hook = object_hook
        self.object_pairs_hook = object_pairs_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant
        self.strict = strict

    def decode(self, s):
        if not isinstance(s, basestring):
            raise TypeError('expected string or buffer')
        value, end = self.raw_decode(s, self._skip(s, 0))
        end = self._skip(s, end)
        if end != len(s):
            raise _problem('Extra data', s, end, len(s))
        return value

    def raw_decode(self, s, idx=0):
        found = self._value(s, idx)
        if found is None:
            raise ValueError('No JSON object could be decoded')
        return found

    def _skip(self, s, at):
        while at < len(s) and s[at] in _SPACE:
            at += 1
        return at

    def _value(self, s, at):
        """The value that begins here and where it ends, or None if none does."""
        c = s[at:at + 1]
        if c == '"':
            return self._string(s, at + 1)
        if c == '{':
            return self._object(s, at + 1)
        if c == '[':
            return self._array(s, at + 1)
        number = _NUMBER.match(s, at)
        if number is not None:
            whole = number.group(1) is None and number.group(2) is None
            parse = self.parse_int if whole else self.parse_float
            return parse(number.group()), number.end()
        for word, value in _WORDS:
            if s.startswith(word, at):
                if self.parse_constant is not None and word[-1] in 'Ny':
                    value = self.parse_constant(word)
                return value, at + len(word)
        return None

    def _item(self, s, at):
        found = self._value(s, at)
        if found is None:
            raise ValueError('No JSON object could be decoded')
        return found[0], self._skip(s, found[1])

    def _array(self, s, at):
        items = []
        at = self._skip(s, at)
        if s[at:at + 1] == ']':
            return items, at + 1
        while True:
            item, at = self._item(s, at)
            items.append(item)
            c = s[at:at + 1]
            if c == ']':
                return items, at + 1
            if c != ',':
                raise _problem('Expecting , delimiter', s, at)
            at = self._skip(s, at + 1)

    def _object(self, s, at):
        pairs = []
        at = self._skip(s, at)
        if s[at:at + 1] == '}':
            return self._made(pairs), at + 1
        while True:
            if s[at:at + 1] != '"':
                raise _problem('Expecting property name', s, at)
            key, at = self._string(s, at + 1)
            at = self._skip(s, at)
            if s[at:at + 1] != ':':
                raise _problem('Expecting : delimiter', s, at)
            value, at = self._item(s, self._skip(s, at + 1))
            pairs.append((key, value))
            c = s[at:at + 1]
            if c == '}':
                return self._made(pairs), at + 1
            if c != ',':
                raise _problem('Expecting , delimiter', s, at)
            at = self._skip(s, at + 1)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        if self.object_hook is not None:
            return self.object_hook(made)
        return made

    def _string(self, s, at):
        start = at - 1
        parts = []
        while True:
            run = at
            while at < len(s) and s[at] not in '"\\' and (s[at] >= ' ' or not self.strict):
                at += 1
            piece = s[run:at]
            parts.append(piece if isinstance(piece, unicode) else piece.decode(self.encoding))
            c = s[at:at + 1]
            if c == '"':
                return u''.join(parts), at + 1
            if c == '':
                raise _problem('Unterminated string starting at', s, start)
            if c != '\\':
                raise _problem('Invalid control character at', s, at)
            c = s[at + 1:at + 2]
            if c == '':
                raise _problem('Unterminated string starting at', s, start)
            if c == 'u':
                code, at = self._unit(s, at + 2), at + 6
                if 0xd800 <= code < 0xdc00 and s[at:at + 2] == '\\u':
                    low = self._unit(s, at + 2)
                    if 0xdc00 <= low < 0xe000:
                        code, at = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), at + 6
                parts.append(unichr(code))
            elif c in _ESCAPES:
                parts.append(_ESCAPES[c])
                at += 2
            else:
                raise _problem('Invalid \\escape', s, at)

    def _unit(self, s, at):
        digits = s[at:at + 4]
        if len(digits) != 4 or digits.strip('0123456789abcdefABCDEF'):
            raise _problem('Invalid \\uXXXX escape', s, at - 1)
        return int(digits, 16)


class JSONEncoder(object):
    item_separator = ', '
    key_separator = ': '

    def __init__(self, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, encoding='utf-8', default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        self.encoding = encoding
        if separators is not None:
            self.item_separator, self.key_separator = separators
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(repr(o) + ' is not JSON serializable')

    def encode(self, o):
        return ''.join(self.iterencode(o))

    def iterencode(self, o):
        parts = []
        self._write(o, parts, 0, [])
        return iter(parts)

    def _write(self, o, parts, depth, around):
        if o is None:
            parts.append('null')
        elif o is True:
            parts.append('true')
        elif o is False:
            parts.append('false')
        elif isinstance(o, basestring):
            parts.append(self._quoted(o))
        elif isinstance(o, (int, long)):
            parts.append(str(o))
        elif isinstance(o, float):
            parts.append(self._float(o))
        else:
            self._write_inside(o, parts, depth, around)

    def _write_inside(self, o, parts, depth, around):
        if self.check_circular:
            for outer in around:
                if outer is o:
                    raise ValueError('Circular reference detected')
        around.append(o)
        if isinstance(o, (list, tuple)):
            self._write_list(o, parts, depth, around)
        elif isinstance(o, dict):
            self._write_dict(o, parts, depth, around)
        else:
            self._write(self.default(o), parts, depth, around)
        around.pop()

    def _break(self, depth):
        if self.indent is None:
            return ''
        return '\n' + ' ' * (self.indent * depth)

    def _separator(self, depth):
        return self.item_separator + self._break(depth)

    def _write_list(self, items, parts, depth, around):
        if not items:
            parts.append('[]')
            return
        parts.append('[' + self._break(depth + 1))
        first = True
        for item in items:
            if not first:
                parts.append(self._separator(depth + 1))
            first = False
            self._write(item, parts, depth + 1, around)
        parts.append(self._break(depth) + ']')

    def _write_dict(self, items, parts, depth, around):
        if not items:
            parts.append('{}')
            return
        pairs = items.items()
        if self.sort_keys:
            pairs.sort(key=lambda pair: pair[0])
        parts.append('{' + self._break(depth + 1))
        first = True
        for key, value in pairs:
            text = self._key(key)
            if text is None:
                continue
            if not first:
                parts.append(self._separator(depth + 1))
            first = False
            parts.append(self._quoted(text) + self.key_separator)
            self._write(value, parts, depth + 1, around)
        parts.append(self._break(depth) + '}')

    def _key(self, key):
        if isinstance(key, basestring):
            return key
        if key is None or isinstance(key, (int, long, float)):
            parts = []
            self._write(key, parts, 0, [])
            return parts[0]
        if self.skipkeys:
            return None
        raise TypeError('keys must be a string')

    def _float(self, x):
        if x == x and x not in (float('inf'), -float('inf')):
            return repr(x)
        if not self.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(x))
        if x != x:
            return 'NaN'
        return 'Infinity' if x > 0 else '-Infinity'

    def _quoted(self, s):
        plain = isinstance(s, str)
        if plain and self.ensure_ascii:
            s = s.decode(self.encoding)
        parts = ['"']
        for c in s:
            if c in _SHORT:
                parts.append(_SHORT[c])
            elif c < ' ' or (self.ensure_ascii and c > '~'):
                parts.append(self._escaped(ord(c)))
            else:
                parts.append(str(c) if plain and self.ensure_ascii else c)
        parts.append('"')
        text = ''.join(parts)
        return str(text) if self.ensure_ascii else text

    def _escaped(self, code):
        if code < 0x10000:
            return '\\u%04x' % code
        code -= 0x10000
        return '\\u%04x\\u%04x' % (0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff))


def _encoder(cls, options):
    if options.get('indent') is not None and options.get('separators') is None:
        options['separators'] = (', ', ': ')
    return (cls or JSONEncoder)(**options)


def dumps(obj, cls=None, **options):
    return _encoder(cls, options).encode(obj)


def dump(obj, fp, cls=None, **options):
    for part in _encoder(cls, options).iterencode(obj):
        fp.write(part)


def loads(s, encoding=None, cls=None, **options):
    return (cls or JSONDecoder)(encoding=encoding, **options).decode(s)


def load(fp, encoding=None, cls=None, **options):
    return loads(fp.read(), encoding=encoding, cls=cls, **options)
