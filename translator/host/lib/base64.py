"""Base 64, 32 and 16."""

_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


def b64encode(s, altchars=None):
    alphabet = _ALPHABET if altchars is None else _ALPHABET[:62] + altchars
    out = []
    for i in range(0, len(s), 3):
        chunk = s[i:i + 3]
        bits = 0
        for c in chunk + '\0' * (3 - len(chunk)):
            bits = bits << 8 | ord(c)
        digits = [alphabet[bits >> shift & 63] for shift in (18, 12, 6, 0)]
        out.append(''.join(digits[:len(chunk) + 1]) + '=' * (3 - len(chunk)))
    return ''.join(out)


def b64decode(s, altchars=None):
    alphabet = _ALPHABET if altchars is None else _ALPHABET[:62] + altchars
    values = dict([(c, i) for i, c in enumerate(alphabet)])
    digits = [values[c] for c in s if c in values]
    if len(digits) % 4 == 1:
        raise TypeError('Incorrect padding')
    out = []
    for i in range(0, len(digits), 4):
        chunk = digits[i:i + 4]
        bits = 0
        for digit in chunk + [0] * (4 - len(chunk)):
            bits = bits << 6 | digit
        out.append(''.join([chr(bits >> shift & 255) for shift in (16, 8, 0)])[:len(chunk) - 1])
    return ''.join(out)


standard_b64encode, standard_b64decode = b64encode, b64decode


def urlsafe_b64encode(s):
    return b64encode(s, '-_')


def urlsafe_b64decode(s):
    return b64decode(s, '-_')


def encodestring(s):
    return ''.join([b64encode(s[i:i + 57]) + '\n' for i in range(0, len(s), 57)])


decodestring = b64decode


def b16encode(s):
    return s.encode('hex').upper()


def b16decode(s, casefold=False):
    return s.decode('hex')
