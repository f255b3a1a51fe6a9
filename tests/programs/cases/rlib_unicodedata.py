# The Unicode databases of several versions: names, categories, cases, decompositions, numbers.
from rpython.rlib.unicodedata import (
    unicodedb_11_0_0, unicodedb_12_1_0, unicodedb_13_0_0, unicodedb_14_0_0, unicodedb_3_2_0, unicodedb_5_2_0, unicodedb_9_0_0)
from rpython.rlib.unroll import unrolling_iterable
from _cases import entry_point_of

ALL = unrolling_iterable([
    ('3.2', unicodedb_3_2_0), ('5.2', unicodedb_5_2_0), ('9.0', unicodedb_9_0_0), ('11.0', unicodedb_11_0_0),
    ('12.1', unicodedb_12_1_0), ('13.0', unicodedb_13_0_0), ('14.0', unicodedb_14_0_0)])


def name_of(db, code):
    try:
        return db.name(code)
    except KeyError:
        return 'KeyError'

name_of._annspecialcase_ = 'specialize:arg(0)'


def code_of(db, name):
    try:
        return db.lookup(name)
    except KeyError:
        return -1

code_of._annspecialcase_ = 'specialize:arg(0)'


def case_versions():
    for version, db in ALL:
        print db.version,
    print


def case_names():
    for code in [0x41, 0xe9, 0x20ac, 0x3b1, 0x1f40d, 0x4e00, 0xac00, 0xd7a3, 0x10, 0xd800, 0xe000]:
        print name_of(unicodedb_13_0_0, code) + ';',
    print


def case_lookup():
    for name in ['LATIN SMALL LETTER A', 'EURO SIGN', 'SNAKE', 'CJK UNIFIED IDEOGRAPH-4E00', 'HANGUL SYLLABLE GAG', 'NO SUCH NAME', '',
                 'HANGUL SYLLABLE XX', 'CJK UNIFIED IDEOGRAPH-12', 'GREEK SMALL LETTER OMEGA']:
        print code_of(unicodedb_13_0_0, name),
    print


def case_new_names():
    for code in [0x23e3, 0x20b9, 0x1f970, 0x32ff, 0x1fa97, 0x1fac3]:
        for version, db in ALL:
            print int(name_of(db, code) != 'KeyError'),
        print '/',
    print


def case_ranges_of_ideographs():
    for code in [0x9fa5, 0x9fa6, 0x9fbb, 0x9fcb, 0x9fef, 0x9ffc, 0x9ffd, 0x2b735, 0x30000, 0x3134a, 0x3134b]:
        for version, db in ALL:
            print int(name_of(db, code) != 'KeyError'),
        print '/',
    print
    print name_of(unicodedb_5_2_0, 0x9faa), name_of(unicodedb_3_2_0, 0x9faa), name_of(unicodedb_14_0_0, 0x2b735)


def case_aliases():
    print code_of(unicodedb_5_2_0, 'LATIN SMALL LETTER GHA'), unicodedb_5_2_0.lookup_with_alias('LATIN SMALL LETTER GHA'),
    print unicodedb_5_2_0.lookup_with_alias('SPACE'), name_of(unicodedb_5_2_0, 0x1a3)
    try:
        unicodedb_5_2_0.lookup_with_alias('NOTHING AT ALL')
    except KeyError:
        print 'KeyError'


def case_sequences():
    code = unicodedb_13_0_0.lookup('KEYCAP DIGIT FIVE', with_named_sequence=True)
    print ' '.join([str(ord(c)) for c in unicodedb_13_0_0.lookup_named_sequence(code)]),
    print unicodedb_13_0_0.lookup_named_sequence_length(code)
    try:
        unicodedb_13_0_0.lookup('KEYCAP DIGIT FIVE', with_named_sequence=False)
    except KeyError:
        print 'KeyError'


def case_categories():
    for code in [0x20, 0x41, 0x61, 0x30, 0x5f, 0x2b, 0x300, 0x378, 0xd800, 0xe000, 0x2028, 0x1f40d, 0x4e00, 0x10ffff]:
        print unicodedb_12_1_0.category(code), unicodedb_12_1_0.bidirectional(code), unicodedb_12_1_0.east_asian_width(code), '/',
    print


def case_marks():
    for code in [0x41, 0x300, 0x345, 0x5b0, 0x28, 0x2208, 0x3099]:
        print unicodedb_12_1_0.combining(code), int(unicodedb_12_1_0.mirrored(code)), '/',
    print


def case_numbers():
    for code in [0x30, 0x39, 0xb2, 0x661, 0xbd, 0x2160, 0x4e09, 0x41]:
        try:
            print unicodedb_9_0_0.decimal(code),
        except KeyError:
            print '-',
        try:
            print unicodedb_9_0_0.digit(code),
        except KeyError:
            print '-',
        try:
            print int(unicodedb_9_0_0.numeric(code) * 100.0),
        except KeyError:
            print '-',
        print '/',
    print


def case_kinds():
    for code in [0x20, 0x41, 0x61, 0x35, 0x1c5, 0xaa, 0xb2, 0x2028, 0x85, 0xa0, 0x300, 0x4e00, 0x1f40d, 0x378]:
        db = unicodedb_11_0_0
        for flag in [db.isspace(code), db.isalpha(code), db.islinebreak(code), db.isnumeric(code), db.isdecimal(code), db.isdigit(code),
                     db.isalnum(code), db.isupper(code), db.istitle(code), db.islower(code), db.iscased(code),
                     db.iscaseignorable(code), db.isxidstart(code), db.isxidcontinue(code), db.isprintable(code)]:
            print int(flag),
        print '/',
    print


def case_printable():
    for code in [0x20, 0x7f, 0xa0, 0xad, 0x10346, 0xfffd, 0xd800, 0xe0020, 0x3000]:
        print int(unicodedb_5_2_0.isprintable(code)), int(unicodedb_14_0_0.isprintable(code)), '/',
    print


def case_cases():
    for code in [0x41, 0x61, 0xdf, 0x1c4, 0x1c5, 0x1c6, 0x130, 0x131, 0x25c, 0x10d0, 0x13a0, 0x10400]:
        print unicodedb_11_0_0.toupper(code), unicodedb_11_0_0.tolower(code), unicodedb_11_0_0.totitle(code), '/',
    print
    print unicodedb_5_2_0.toupper(0x25c), unicodedb_5_2_0.toupper(0x10d0), unicodedb_3_2_0.tolower(0x1e9e)


def case_full_cases():
    for code in [0x41, 0xdf, 0x130, 0x149, 0x390, 0xfb03, 0x1f80, 0x25c]:
        print unicodedb_11_0_0.toupper_full(code), unicodedb_11_0_0.tolower_full(code), unicodedb_11_0_0.totitle_full(code), '/',
    print
    print unicodedb_5_2_0.toupper_full(0x25c), unicodedb_5_2_0.tolower_full(0x130)


def case_folding():
    for code in [0x41, 0xdf, 0x3d0, 0x13a0, 0xab70, 0x1e9e, 1010, 42592, 0x130]:
        print unicodedb_3_2_0.casefold_lookup(code), unicodedb_5_2_0.casefold_lookup(code), unicodedb_11_0_0.casefold_lookup(code), '/',
    print


def case_decompositions():
    for code in [0x41, 0xe9, 0x128, 0x1e69, 0xfb01, 0xac01, 0x2460, 0xbd, 0x212b, 0x2f801]:
        db = unicodedb_13_0_0
        print '[%s]' % db.decomposition(code), db.canon_decomposition(code), db.compat_decomposition(code), '/',
    print


def case_compositions():
    for a, b in [(0x65, 0x302), (0x41, 0x30a), (0x1100, 0x1161), (0xac00, 0x11a8), (0x65, 0x65), (0x915, 0x93c), (69938, 69927), (0x55, 0x31b)]:
        try:
            print unicodedb_13_0_0.composition(a, b),
        except KeyError:
            print '-',
    print


def case_fingerprints():
    # A number that every character contributes to, for a part of the characters.
    for version, db in ALL:
        total = 0
        for code in range(0, 0x20000, 311):
            total = (total * 31 + ord(db.category(code)[0]) + 3 * ord(db.category(code)[1])) % 1000003
            total = (total * 31 + db.toupper(code) + 2 * db.tolower(code) + db.combining(code)) % 1000003
            total = (total * 31 + len(db.decomposition(code)) + len(name_of(db, code)) + int(db.isprintable(code))) % 1000003
        print version, total,
    print


def case_beyond_the_last_character():
    db = unicodedb_5_2_0
    for code in [0x10ffff, 0x110000, 1 << 30]:
        try:
            print db.category(code),
        except KeyError:
            print 'KeyError',
        try:
            print int(db.tolower(code) == code),
        except KeyError:
            print 'KeyError',
        try:
            print int(db.isspace(code)),
        except KeyError:
            print 'KeyError',
        try:
            print db.canon_decomposition(code), len(db.casefold_lookup(code)),
        except KeyError:
            print 'KeyError',
    print


def case_all_names_are_found():
    for version, db in ALL:
        bad = 0
        for code in range(0, 0x3000, 97):
            name = name_of(db, code)
            if name != 'KeyError' and code_of(db, name) != code:
                bad += 1
        print bad,
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
