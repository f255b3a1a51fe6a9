"""Characters as patterns see them: letter case, categories, sets.

Characters are numbers. Letters, digits and white space are those of ASCII, unless the program installs a database of
Unicode characters with `set_unicode_db`.
"""
from rpython.rlib.rsre import rsre_constants as consts

CODESIZE = 4
MAXREPEAT = 0x7fffffff
MAXGROUPS = MAXREPEAT // 2

_CHARSET_WORDS = 8


class _Database(object):
    """Where characters beyond ASCII are looked up."""
    db = None

_database = _Database()


def set_unicode_db(newunicodedb):
    """Installs functions such as `isalnum(code)` and `tolower(code)`; called while importing."""
    _Database.db = newunicodedb


# ---------------------------------------------------------------- letter case

def getlower(char_ord, flags):
    if char_ord < 128:
        if 65 <= char_ord <= 90:
            return char_ord + 32
        return char_ord
    if flags & consts.SRE_FLAG_UNICODE and _Database.db is not None:
        return _Database.db.tolower(char_ord)
    return char_ord


# ---------------------------------------------------------------- categories

def is_digit(code):
    return 48 <= code <= 57


def is_space(code):
    return code == 32 or 9 <= code <= 13


def is_word(code):
    return (97 <= code <= 122 or 65 <= code <= 90 or 48 <= code <= 57 or code == 95)


def is_linebreak(code):
    return code == 10


def is_uni_digit(code):
    if code >= 128 and _Database.db is not None:
        return _Database.db.isdecimal(code)
    return is_digit(code)


def is_uni_space(code):
    if code >= 28 and _Database.db is not None:
        return _Database.db.isspace(code)
    return is_space(code)


def is_uni_word(code):
    if code >= 128 and _Database.db is not None:
        return _Database.db.isalnum(code)
    return is_word(code)


def is_uni_linebreak(code):
    if code >= 128 and _Database.db is not None:
        return _Database.db.islinebreak(code)
    return is_linebreak(code) or 10 < code <= 13


def category_dispatch(category_code, char_ord):
    """Whether a character belongs to a category; every second number is the opposite of the one before."""
    kind = category_code >> 1
    if kind == 0:
        found = is_digit(char_ord)
    elif kind == 1:
        found = is_space(char_ord)
    elif kind == 2 or kind == 4:
        found = is_word(char_ord)
    elif kind == 3:
        found = is_linebreak(char_ord)
    elif kind == 5:
        found = is_uni_digit(char_ord)
    elif kind == 6:
        found = is_uni_space(char_ord)
    elif kind == 7:
        found = is_uni_word(char_ord)
    elif kind == 8:
        found = is_uni_linebreak(char_ord)
    else:
        return False
    if category_code & 1:
        return not found
    return found


# ---------------------------------------------------------------- sets

def check_charset(pattern, ppos, char_code):
    """Whether a character is in the set whose code begins at `ppos`."""
    found = True
    while True:
        op = pattern.pat(ppos)
        if op == consts.OPCODE_CHARSET:
            if char_code < _CHARSET_WORDS * 32:
                word = pattern.pat(ppos + 1 + (char_code >> 5))
                if word & (1 << (char_code & 31)):
                    return found
            ppos += 1 + _CHARSET_WORDS
        elif op == consts.OPCODE_RANGE:
            if pattern.pat(ppos + 1) <= char_code <= pattern.pat(ppos + 2):
                return found
            ppos += 3
        elif op == consts.OPCODE_LITERAL:
            if pattern.pat(ppos + 1) == char_code:
                return found
            ppos += 2
        elif op == consts.OPCODE_CATEGORY:
            if category_dispatch(pattern.pat(ppos + 1), char_code):
                return found
            ppos += 2
        elif op == consts.OPCODE_NEGATE:
            found = not found
            ppos += 1
        elif op == consts.OPCODE_BIGCHARSET:
            # A number of blocks, 256 bytes with the block of each high byte, then the blocks as bitmaps.
            blocks = pattern.pat(ppos + 1)
            high = char_code >> 8
            if high < 256:
                block = (pattern.pat(ppos + 2 + (high >> 2)) >> (8 * (high & 3))) & 255
                low = char_code & 255
                word = pattern.pat(ppos + 2 + 64 + block * _CHARSET_WORDS + (low >> 5))
                if word & (1 << (low & 31)):
                    return found
            ppos += 2 + 64 + blocks * _CHARSET_WORDS
        else:
            return not found
