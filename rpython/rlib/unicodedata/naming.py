"""Names of characters.

Names are written in numbered words, the common ones in fewer digits: below 16 in one, below 2064 in two, the rest in
three; 0 ends a name. GROUPS has the position of every eighth name in NAMES. The names stand in the order of their
characters; RUN_CODES and RUN_STARTS tell where runs of consecutive characters begin. ORDER is the order by name.

One set of names serves all versions, since names do not change: a version has the names of the characters that it
assigns. Other names of characters, and those of sequences, stand behind, with numbers from ALIASES and SEQUENCES on.
"""
from rpython.rlib.unicodedata import names

IDEOGRAPH = "CJK UNIFIED IDEOGRAPH-"
HANGUL = "HANGUL SYLLABLE "
FIRST_SYLLABLE = 0xac00
LAST_SYLLABLE = 0xd7a3
ALIASES = 0xf0000
SEQUENCES = 0xf0200
END = 0xf0400

# The short names of the parts of a syllable.
LEADS = ['G', 'GG', 'N', 'D', 'DD', 'R', 'M', 'B', 'BB', 'S', 'SS', '', 'J', 'JJ', 'C', 'K', 'T', 'P', 'H']
VOWELS = ['A', 'AE', 'YA', 'YAE', 'EO', 'E', 'YEO', 'YE', 'O', 'WA', 'WAE', 'OE', 'YO', 'U', 'WEO', 'WE', 'WI',
          'YU', 'EU', 'YI', 'I']
TAILS = ['', 'G', 'GG', 'GS', 'N', 'NJ', 'NH', 'D', 'L', 'LG', 'LM', 'LB', 'LS', 'LT', 'LP', 'LH', 'M', 'B', 'BS',
         'S', 'SS', 'NG', 'J', 'C', 'K', 'T', 'P', 'H']


def _digits(table, at, count):
    number = 0
    for i in range(count):
        number = (number << 6) + ord(table[at + i]) - 63
    return number


def _word(number):
    start = _digits(names.WORD_STARTS, number * 3, 3)
    stop = _digits(names.WORD_STARTS, number * 3 + 3, 3)
    assert 0 <= start <= stop
    return names.WORDS[start:stop]


def _next_word(at):
    """(the number of the word at a position in NAMES, or -1 at the end of a name; the position behind it)."""
    first = ord(names.NAMES[at]) - 63
    if first < 16:
        return first - 1, at + 1
    if first < 48:
        return _digits(names.NAMES, at, 2) - 16 * 64 + 15, at + 2
    return _digits(names.NAMES, at, 3) - 48 * 4096 + 2063, at + 3


def _name_by_number(number):
    at = _digits(names.GROUPS, (number >> 3) * 4, 4)
    skip = number & 7
    while skip > 0:
        word, at = _next_word(at)
        if word < 0:
            skip -= 1
    word, at = _next_word(at)
    result = _word(word)
    while True:
        word, at = _next_word(at)
        if word < 0:
            return result
        result += ' ' + _word(word)


def _number_of_code(code):
    """The place of a character's name, or -1."""
    low, high = 0, len(names.RUN_CODES) // 4
    while high - low > 1:
        middle = (low + high) >> 1
        if _digits(names.RUN_CODES, middle * 4, 4) <= code:
            low = middle
        else:
            high = middle
    start = _digits(names.RUN_STARTS, low * 3, 3)
    stop = names.COUNT
    if high < len(names.RUN_STARTS) // 3:
        stop = _digits(names.RUN_STARTS, high * 3, 3)
    number = start + code - _digits(names.RUN_CODES, low * 4, 4)
    if start <= number < stop:
        return number
    return -1


def _code_of_number(number):
    low, high = 0, len(names.RUN_STARTS) // 3
    while high - low > 1:
        middle = (low + high) >> 1
        if _digits(names.RUN_STARTS, middle * 3, 3) <= number:
            low = middle
        else:
            high = middle
    return _digits(names.RUN_CODES, low * 4, 4) + number - _digits(names.RUN_STARTS, low * 3, 3)


def _find_name(name):
    """The number of the character (or of the alias or sequence) with a name, or -1."""
    low, high = 0, names.COUNT
    while low < high:
        middle = (low + high) >> 1
        number = _digits(names.ORDER, middle * 3, 3)
        other = _name_by_number(number)
        if other == name:
            return _code_of_number(number)
        if other < name:
            low = middle + 1
        else:
            high = middle
    return -1


def _starts_at(text, start, part):
    if start + len(part) > len(text):
        return False
    for i in range(len(part)):
        if text[start + i] != part[i]:
            return False
    return True


def _longest_part(text, start, parts):
    """Which of the parts stands at a position of the text; the longest, if several do."""
    found = -1
    for i in range(len(parts)):
        if _starts_at(text, start, parts[i]) and (found < 0 or len(parts[i]) > len(parts[found])):
            found = i
    return found


def _lookup_syllable(text, start):
    lead = _longest_part(text, start, LEADS)
    start += len(LEADS[lead])
    vowel = _longest_part(text, start, VOWELS)
    if vowel < 0:
        raise KeyError
    start += len(VOWELS[vowel])
    tail = _longest_part(text, start, TAILS)
    if start + len(TAILS[tail]) != len(text):
        raise KeyError
    return FIRST_SYLLABLE + (lead * len(VOWELS) + vowel) * len(TAILS) + tail


def _syllable(code):
    number = code - FIRST_SYLLABLE
    rest = number // len(TAILS)
    return HANGUL + LEADS[rest // len(VOWELS)] + VOWELS[rest % len(VOWELS)] + TAILS[number % len(TAILS)]


def ideograph_in_name(code, ranges):
    """Whether a character's name is made from its number."""
    for first, last in ranges:
        if first <= code <= last:
            return True
    return False


def _hex_number(text, start):
    """The number in the rest of a text, which must have four or five digits."""
    if len(text) - start != 4 and len(text) - start != 5:
        raise KeyError
    number = 0
    for i in range(start, len(text)):
        c = text[i]
        if '0' <= c <= '9':
            number = number * 16 + ord(c) - ord('0')
        elif 'A' <= c <= 'F':
            number = number * 16 + ord(c) - ord('A') + 10
        else:
            raise KeyError
    return number


def _upper_hex(number):
    result = ''
    for c in '%x' % number:
        result += chr(ord(c) - 32) if c >= 'a' else c
    return result


def make_naming(is_ideograph, is_assigned, version):
    """The functions about names in a version of the database; `version` is its bit in the tables of aliases."""

    def lookup(name, with_named_sequence=False, with_alias=False):
        if _starts_at(name, 0, IDEOGRAPH):
            code = _hex_number(name, len(IDEOGRAPH))
            if not is_ideograph(code):
                raise KeyError
            return code
        if _starts_at(name, 0, HANGUL):
            return _lookup_syllable(name, len(HANGUL))
        code = _find_name(name)
        if code < 0:
            raise KeyError
        if SEQUENCES <= code < END:
            known = with_named_sequence and _digits(names.SEQUENCE_VERSIONS, (code - SEQUENCES) * 2, 2) & version
        elif ALIASES <= code < SEQUENCES:
            known = with_alias and _digits(names.ALIAS_VERSIONS, (code - ALIASES) * 2, 2) & version
        else:
            known = is_assigned(code)
        if not known:
            raise KeyError
        return code

    def lookup_with_alias(name, with_named_sequence=False):
        code = lookup(name, with_named_sequence, True)
        if ALIASES <= code < SEQUENCES:
            return _digits(names.ALIAS_CODES, (code - ALIASES) * 4, 4)
        return code

    def name(code):
        if is_ideograph(code):
            return IDEOGRAPH + _upper_hex(code)
        if FIRST_SYLLABLE <= code <= LAST_SYLLABLE:
            return _syllable(code)
        if ALIASES <= code < END or not is_assigned(code):
            raise KeyError
        number = _number_of_code(code)
        if number < 0:
            raise KeyError
        return _name_by_number(number)

    def lookup_named_sequence(code):
        if 0 <= code - SEQUENCES < len(names.SEQUENCES):
            return names.SEQUENCES[code - SEQUENCES]
        return None

    def lookup_named_sequence_length(code):
        if 0 <= code - SEQUENCES < len(names.SEQUENCES):
            return names.SEQUENCE_LENGTHS[code - SEQUENCES]
        return -1

    return {'lookup': lookup, 'lookup_with_alias': lookup_with_alias, 'name': name,
            'lookup_named_sequence': lookup_named_sequence,
            'lookup_named_sequence_length': lookup_named_sequence_length}
