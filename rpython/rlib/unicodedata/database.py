"""What the tables of characters mean.

A table is a text of digits in base 64, '?' for 0 to '~' for 63, most significant first; so parts of equal length
compare like their numbers. `tools/unicode_tables.py` writes them.

- INDEX: for each block of 64 characters the number of its page, two digits. The last page is that of all blocks
  behind the end.
- PAGES: for each character of a page the number of its record, two digits.
- RECORDS: flags 3, category 1, bidirectional class 1, width 1, combining class 2, decimal digit 1, digit 1,
  numeric value 2, distance to upper, lower and title case 2 each, casing 2.
- LISTS: characters, four digits each. A list in it is given as position 3, length 1.
- CASINGS: lists for lower, title and upper case and folding; a list without elements means the simple rule.
- DECOMPOSITION_CODES: characters that decompose, sorted, 4 digits. DECOMPOSITIONS: tag 1, then three lists: as
  given, in compatible characters, in canonical ones.
- PAIR_KEYS: two characters, 4 digits each, sorted. PAIR_RESULTS: what they compose to.
"""
from rpython.rlib.unicodedata.naming import ideograph_in_name, make_naming

RECORD_SIZE = 20
DECOMPOSITION_SIZE = 13

SPACE = 1 << 0
ALPHA = 1 << 1
LINEBREAK = 1 << 2
UPPER = 1 << 3
TITLE = 1 << 4
LOWER = 1 << 5
NUMERIC = 1 << 6
DIGIT = 1 << 7
DECIMAL = 1 << 8
MIRRORED = 1 << 9
XID_START = 1 << 10
XID_CONTINUE = 1 << 11
PRINTABLE = 1 << 12
CASE_IGNORABLE = 1 << 13
DECOMPOSES = 1 << 14
COMPOSES_LEFT = 1 << 15
COMPOSES_RIGHT = 1 << 16


def one(table, at):
    return ord(table[at]) - 63


def two(table, at):
    return ((ord(table[at]) - 63) << 6) + ord(table[at + 1]) - 63


def three(table, at):
    return (two(table, at) << 6) + ord(table[at + 2]) - 63


def four(table, at):
    return (two(table, at) << 12) + two(table, at + 2)


def find_sorted(table, key, size, count):
    """The position of a part among parts of equal size that are sorted, or -1."""
    low, high = 0, count
    while low < high:
        middle = (low + high) >> 1
        i = 0
        at = middle * size
        while i < size and table[at + i] == key[i]:
            i += 1
        if i == size:
            return middle
        if table[at + i] < key[i]:
            low = middle + 1
        else:
            high = middle
    return -1


def digits4(number):
    return (chr((number >> 18 & 63) + 63) + chr((number >> 12 & 63) + 63) +
            chr((number >> 6 & 63) + 63) + chr((number & 63) + 63))


def hex4(number):
    """At least four digits."""
    text = '%x' % number
    result = ''
    for c in text:
        result += chr(ord(c) - 32) if c >= 'a' else c
    return '0' * (4 - len(result)) + result


def make_database(index, pages, records, lists, casings, decomposition_codes, decompositions, pair_keys,
                  pair_results, categories, bidirectionals, widths, tags, numerics, distances, ideographs, version):
    """The functions of a version of the database, by name."""
    functions, record = _make_properties(index, pages, records, categories, bidirectionals, widths, numerics)

    def get_list(at, table):
        start = three(table, at) * 4
        return [four(lists, start + i * 4) for i in range(one(table, at + 3))]

    functions.update(_make_casing(records, record, distances, casings, get_list))
    functions.update(_make_composition(records, record, decomposition_codes, decompositions, pair_keys, pair_results,
                                       tags, get_list))

    def is_ideograph(code):
        return ideograph_in_name(code, ideographs)

    def is_assigned(code):
        return three(records, record(code)) != 0 or one(records, record(code) + 3) != 0

    functions.update(make_naming(is_ideograph, is_assigned, 1 << version))
    return functions


def _make_properties(index, pages, records, categories, bidirectionals, widths, numerics):
    last = len(index) // 2 - 1

    def record(code):
        """Where the record of a character begins; KeyError for numbers that no character has."""
        if code < 0 or code > 0x10ffff:
            raise KeyError
        block = code >> 6
        if block > last:
            block = last
        return two(pages, (two(index, block * 2) * 64 + (code & 63)) * 2) * RECORD_SIZE

    def flags(code):
        return three(records, record(code))

    def category(code):
        return categories[one(records, record(code) + 3)]

    def bidirectional(code):
        return bidirectionals[one(records, record(code) + 4)]

    def east_asian_width(code):
        return widths[one(records, record(code) + 5)]

    def combining(code):
        return two(records, record(code) + 6)

    def decimal(code):
        at = record(code)
        if not three(records, at) & DECIMAL:
            raise KeyError
        return one(records, at + 8)

    def digit(code):
        at = record(code)
        if not three(records, at) & DIGIT:
            raise KeyError
        return one(records, at + 9)

    def numeric(code):
        at = record(code)
        if not three(records, at) & NUMERIC:
            raise KeyError
        return numerics[two(records, at + 10)]

    functions = {'category': category, 'bidirectional': bidirectional, 'east_asian_width': east_asian_width,
                 'combining': combining, 'decimal': decimal, 'digit': digit, 'numeric': numeric}
    for name, mask in [('isspace', SPACE), ('isalpha', ALPHA), ('islinebreak', LINEBREAK), ('isnumeric', NUMERIC),
                       ('isdigit', DIGIT), ('isdecimal', DECIMAL), ('isalnum', ALPHA | NUMERIC), ('isupper', UPPER),
                       ('istitle', TITLE), ('islower', LOWER), ('iscased', UPPER | TITLE | LOWER),
                       ('isxidstart', XID_START), ('isxidcontinue', XID_CONTINUE), ('isprintable', PRINTABLE),
                       ('mirrored', MIRRORED), ('iscaseignorable', CASE_IGNORABLE)]:
        functions[name] = _make_predicate(name, flags, mask)
    return functions, record


def _make_predicate(name, flags, mask):

    def predicate(code):
        return flags(code) & mask != 0

    predicate.__name__ = name
    return predicate


def _make_casing(records, record, distances, casings, get_list):

    def change(code, field):
        return code + distances[two(records, record(code) + field)]

    def toupper(code):
        if code < 128:
            return code - 32 if 97 <= code <= 122 else code
        return change(code, 12)

    def tolower(code):
        if code < 128:
            return code + 32 if 65 <= code <= 90 else code
        return change(code, 14)

    def totitle(code):
        if code < 128:
            return code - 32 if 97 <= code <= 122 else code
        return change(code, 16)

    def full(code, field, simple):
        """The list of the full rule, or the simple rule's character."""
        casing = two(records, record(code) + 18)
        if casing > 0:
            at = casing * 16 + field
            if one(casings, at + 3) > 0:
                return get_list(at, casings)
        return [simple]

    def tolower_full(code):
        return full(code, 0, tolower(code))

    def totitle_full(code):
        return full(code, 4, totitle(code))

    def toupper_full(code):
        return full(code, 8, toupper(code))

    def casefold_lookup(code):
        casing = two(records, record(code) + 18)
        if casing > 0:
            at = casing * 16 + 12
            if one(casings, at + 3) > 0:
                return get_list(at, casings)
        return tolower_full(code)

    return {'toupper': toupper, 'tolower': tolower, 'totitle': totitle, 'toupper_full': toupper_full,
            'tolower_full': tolower_full, 'totitle_full': totitle_full, 'casefold_lookup': casefold_lookup}


def _make_composition(records, record, decomposition_codes, decompositions, pair_keys, pair_results, tags, get_list):
    decomposing = len(decomposition_codes) // 4
    pairs = len(pair_keys) // 8

    def find_decomposition(code):
        if not three(records, record(code)) & DECOMPOSES:
            return -1
        return find_sorted(decomposition_codes, digits4(code), 4, decomposing) * DECOMPOSITION_SIZE

    def decomposition(code):
        at = find_decomposition(code)
        if at < 0:
            return ''
        result = tags[one(decompositions, at)]
        for part in get_list(at + 1, decompositions):
            if result:
                result += ' '
            result += hex4(part)
        return result

    def compat_decomposition(code):
        at = find_decomposition(code)
        if at < 0:
            return []
        return get_list(at + 5, decompositions)

    def canon_decomposition(code):
        at = find_decomposition(code)
        if at < 0:
            return []
        return get_list(at + 9, decompositions)

    def composition(current, next):
        if (not three(records, record(current)) & COMPOSES_LEFT or
                not three(records, record(next)) & COMPOSES_RIGHT):
            raise KeyError
        at = find_sorted(pair_keys, digits4(current) + digits4(next), 8, pairs)
        if at < 0:
            raise KeyError
        return four(pair_results, at * 4)

    return {'decomposition': decomposition, 'compat_decomposition': compat_decomposition,
            'canon_decomposition': canon_decomposition, 'composition': composition}
