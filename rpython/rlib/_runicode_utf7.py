"""UTF-7: ASCII characters stand for themselves, others in base 64 between '+' and '-'."""
from rpython.rlib.rstring import StringBuilder, UnicodeBuilder
from rpython.rlib.runicode import default_unicode_error_decode

BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
# Of the characters that may stand for themselves, all are written so.
DIRECT = ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'(),-./:?" +
          '!"#$%&*;<=>@[]^_`{|}' + ' \t\r\n')
_VALUES = ''.join([chr(BASE64.find(chr(_i)) & 0xff) for _i in range(128)])
_IS_DIRECT = ''.join(['1' if chr(_i) in DIRECT else '0' for _i in range(128)])


def _value(c):
    """The value of a digit in base 64, or -1."""
    if ord(c) >= 0x80:
        return -1
    value = ord(_VALUES[ord(c)])
    return -1 if value == 0xff else value


class _Shifted(object):
    """What was read of a part in base 64."""

    def __init__(self):
        self.bits = 0
        self.buffer = 0
        self.high = 0

    def feed(self, result, value):
        """Takes a digit; appends the character that it completes."""
        self.buffer = self.buffer << 6 | value
        self.bits += 6
        if self.bits < 16:
            return
        self.bits -= 16
        unit = self.buffer >> self.bits
        self.buffer &= (1 << self.bits) - 1
        if self.high != 0:
            high = self.high
            self.high = 0
            if 0xdc00 <= unit <= 0xdfff:
                result.append(unichr(0x10000 + ((high & 0x3ff) << 10 | unit & 0x3ff)))
                return
            result.append(unichr(high))
        if 0xd800 <= unit <= 0xdbff:
            self.high = unit
        else:
            result.append(unichr(unit))

    def complaint(self):
        """What is wrong if the part ends here, or ''."""
        if self.bits >= 6:
            return 'partial character in shift sequence'
        if self.bits > 0 and self.buffer != 0:
            return 'non-zero padding bits in shift sequence'
        return ''


def str_decode_utf_7(s, size, errors, final=False, errorhandler=None):
    """From UTF-7. Without `final`, a part in base 64 that may go on is left unread."""
    if errorhandler is None:
        errorhandler = default_unicode_error_decode
    result = UnicodeBuilder(size)
    shifted = None
    shift_pos = 0
    shift_length = 0
    pos = 0
    while pos < size:
        c = s[pos]
        if shifted is not None:
            value = _value(c)
            if value >= 0:
                shifted.feed(result, value)
                pos += 1
                continue
            part = shifted
            shifted = None
            complaint = part.complaint()
            if complaint:
                r, pos = errorhandler(errors, 'utf7', complaint, s, pos, pos + 1)
                result.append(r)
                continue
            if part.high != 0 and ord(c) < 0x80 and c != '+':
                result.append(unichr(part.high))
            if c == '-':
                pos += 1
        elif c == '+':
            if pos + 1 < size and s[pos + 1] == '-':
                result.append(u'+')
                pos += 2
            else:
                shift_pos = pos
                shift_length = result.getlength()
                shifted = _Shifted()
                pos += 1
        elif ord(c) < 0x80:
            result.append(unichr(ord(c)))
            pos += 1
        else:
            r, pos = errorhandler(errors, 'utf7', 'unexpected special character', s, pos, pos + 1)
            result.append(r)
    if shifted is None:
        return result.build(), pos
    if not final:
        text = result.build()
        assert shift_length >= 0
        return text[:shift_length], shift_pos
    if shifted.high != 0 or shifted.complaint():
        r, pos = errorhandler(errors, 'utf7', 'unterminated shift sequence', s, shift_length, pos)
        result.append(r)
    return result.build(), pos


class _Shifting(object):
    """Writes a part in base 64."""

    def __init__(self, result):
        self.result = result
        self.bits = 0
        self.buffer = 0

    def unit(self, unit):
        self.buffer = self.buffer << 16 | unit
        self.bits += 16
        while self.bits >= 6:
            self.bits -= 6
            self.result.append(BASE64[self.buffer >> self.bits & 63])
        self.buffer &= (1 << self.bits) - 1

    def character(self, code):
        if code >= 0x10000:
            self.unit(0xd800 | (code - 0x10000) >> 10)
            code = 0xdc00 | code & 0x3ff
        self.unit(code)

    def finish(self):
        if self.bits > 0:
            self.result.append(BASE64[self.buffer << (6 - self.bits) & 63])


def unicode_encode_utf_7(s, size, errors, errorhandler=None):
    """To UTF-7."""
    assert size >= 0
    result = StringBuilder(size)
    shifting = None
    for pos in range(size):
        code = ord(s[pos])
        direct = code < 0x80 and _IS_DIRECT[code] == '1'
        if shifting is None:
            if code == ord('+'):
                result.append('+-')
            elif direct:
                result.append(chr(code))
            else:
                result.append('+')
                shifting = _Shifting(result)
                shifting.character(code)
        elif direct:
            shifting.finish()
            shifting = None
            # What is no digit ends the part by itself.
            if _value(chr(code)) >= 0 or code == ord('-'):
                result.append('-')
            result.append(chr(code))
        else:
            shifting.character(code)
    if shifting is not None:
        shifting.finish()
        result.append('-')
    return result.build()
