"""Characters as patterns see them: letter case, categories, sets.

Characters are numbers. Letters, digits and white space are those of ASCII, unless the program installs a database of
Unicode characters with `set_unicode_db`.
"""
import sys

from rpython.rlib.rsre import rsre_constants as consts

CODESIZE = 4
BIG_ENDIAN = sys.byteorder == 'big'
if sys.maxint > 2 ** 32:
    MAXREPEAT = int(2 ** 32 - 1)
else:
    MAXREPEAT = int(2 ** 31 - 1)
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

def getlower_ascii(char_ord):
    if 65 <= char_ord <= 90:
        return char_ord + 32
    return char_ord


# The locale is that of C.
getlower_locale = getlower_ascii


def getlower_unicode(char_ord):
    if char_ord >= 128 and _Database.db is not None:
        try:
            return _Database.db.tolower(char_ord)
        except KeyError:
            # A number that no character has.
            return char_ord
    return getlower_ascii(char_ord)


def getlower(char_ord, flags):
    if flags & consts.SRE_FLAG_UNICODE and not flags & consts.SRE_FLAG_LOCALE:
        return getlower_unicode(char_ord)
    return getlower_ascii(char_ord)


def getupper_ascii(char_ord):
    if 97 <= char_ord <= 122:
        return char_ord - 32
    return char_ord


getupper_locale = getupper_ascii


def getupper_unicode(char_ord):
    """The first of the capital letters, where a letter has several."""
    if char_ord >= 128 and _Database.db is not None:
        try:
            return _Database.db.toupper_full(char_ord)[0]
        except KeyError:
            return char_ord
    return getupper_ascii(char_ord)


def getupper(char_ord, flags):
    if flags & consts.SRE_FLAG_UNICODE and not flags & consts.SRE_FLAG_LOCALE:
        return getupper_unicode(char_ord)
    return getupper_ascii(char_ord)


def iscased_ascii(char_ord):
    return 65 <= char_ord <= 90 or 97 <= char_ord <= 122


def iscased_unicode(char_ord):
    """Whether a letter has another form in lower or upper case."""
    return char_ord != getlower_unicode(char_ord) or char_ord != getupper_unicode(char_ord)


# ---------------------------------------------------------------- categories

def is_digit(code):
    return 48 <= code <= 57


def is_space(code):
    return code == 32 or 9 <= code <= 13


def is_word(code):
    return (97 <= code <= 122 or 65 <= code <= 90 or 48 <= code <= 57 or code == 95)


def is_linebreak(code):
    return code == 10


def is_loc_alnum(code):
    return 97 <= code <= 122 or 65 <= code <= 90 or 48 <= code <= 57


def is_loc_word(code):
    return is_word(code)


def is_uni_digit(code):
    if code >= 128 and _Database.db is not None:
        try:
            return _Database.db.isdecimal(code)
        except KeyError:
            return False
    return is_digit(code)


def is_uni_space(code):
    if code >= 28 and _Database.db is not None:
        try:
            return _Database.db.isspace(code)
        except KeyError:
            return False
    return is_space(code)


def is_uni_word(code):
    if code >= 128 and _Database.db is not None:
        try:
            return _Database.db.isalnum(code)
        except KeyError:
            return False
    return is_word(code)


def is_uni_linebreak(code):
    if code >= 128 and _Database.db is not None:
        try:
            return _Database.db.islinebreak(code)
        except KeyError:
            return False
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

def _in_big_set(pattern, ppos, char_code):
    """A number of blocks, 256 bytes with the block of each high byte, then the blocks as bitmaps."""
    high = char_code >> 8
    if high >= 256:
        return False
    shift = 8 * (3 - (high & 3) if BIG_ENDIAN else high & 3)
    block = (pattern.pattern[ppos + 2 + (high >> 2)] >> shift) & 255
    low = char_code & 255
    word = pattern.pattern[ppos + 2 + 64 + block * _CHARSET_WORDS + (low >> 5)]
    return word & (1 << (low & 31)) != 0


def _in_range_ignore(pattern, ppos, char_code):
    """A range whose ends are not in lower case, as the character is."""
    low, high = pattern.pattern[ppos + 1], pattern.pattern[ppos + 2]
    return low <= char_code <= high or low <= getupper(char_code, pattern.flags) <= high


def _in_general_category(pattern, ppos, char_code):
    """Two letters in seven bits each, the second zero for all categories of the first; bit 7 says not."""
    assert _Database.db is not None, "general categories need a database: see set_unicode_db"
    category = _Database.db.category(char_code)
    wanted = pattern.pattern[ppos + 1]
    same = ord(category[0]) == wanted & 0x7f
    if wanted >> 8 & 0x7f:
        same = same and ord(category[1]) == wanted >> 8 & 0x7f
    return same == (wanted & 0x80 == 0)


def check_charset(ctx, pattern, ppos, char_code):
    """Whether a character is in the set whose code begins at `ppos`."""
    negated = False
    found = False
    while True:
        op = pattern.pattern[ppos]
        if op == consts.OPCODE_CHARSET:
            if char_code < _CHARSET_WORDS * 32:
                word = pattern.pattern[ppos + 1 + (char_code >> 5)]
                if word & (1 << (char_code & 31)):
                    found = True
            ppos += 1 + _CHARSET_WORDS
        elif op == consts.OPCODE_RANGE:
            if pattern.pattern[ppos + 1] <= char_code <= pattern.pattern[ppos + 2]:
                found = True
            ppos += 3
        elif op == consts.OPCODE_LITERAL:
            if pattern.pattern[ppos + 1] == char_code:
                found = True
            ppos += 2
        elif op == consts.OPCODE_CATEGORY:
            if category_dispatch(pattern.pattern[ppos + 1], char_code):
                found = True
            ppos += 2
        elif op == consts.OPCODE_NEGATE:
            negated = not negated
            ppos += 1
        elif op == consts.OPCODE_BIGCHARSET:
            if _in_big_set(pattern, ppos, char_code):
                found = True
            ppos += 2 + 64 + pattern.pattern[ppos + 1] * _CHARSET_WORDS
        elif op == consts.OPCODE27_RANGE_IGNORE:
            if _in_range_ignore(pattern, ppos, char_code):
                found = True
            ppos += 3
        elif op == consts.OPCODE_UNICODE_GENERAL_CATEGORY:
            if _in_general_category(pattern, ppos, char_code):
                found = True
            ppos += 2
        elif op == consts.OPCODE_FAILURE:
            return found != negated
        else:
            return False
        if found and not negated:
            return True
