# Properties of characters in several versions of Unicode.
# skip: untranslated (prints floats)
from rpython.rlib.unicodedata import unicodedb_3_2_0, unicodedb_5_2_0, unicodedb_9_0_0, unicodedb_13_0_0, unicodedb

CODES = [0, 9, 0x20, 0x41, 0x61, 0xaa, 0xb5, 0xbd, 0xdf, 0x130, 0x149, 0x1c5, 0x2b0, 0x300, 0x378, 0x660, 0x1e9e,
         0x180e, 0x2028, 0x2160, 0x216f, 0x3400, 0x4e00, 0x9fcc, 0xac01, 0xd800, 0xe000, 0xfb03, 0xfdfa, 0xff11,
         0x1d400, 0x1f600, 0x1fa97, 0x20000, 0xe0100, 0xf0000, 0x10ffff]


def make(db):
    def properties(code):
        print db.category(code), db.bidirectional(code), db.east_asian_width(code), db.combining(code),
        print db.toupper(code), db.tolower(code), db.totitle(code), db.toupper_full(code), db.tolower_full(code),
        print db.totitle_full(code), db.casefold_lookup(code), db.decomposition(code), db.canon_decomposition(code),
        print db.compat_decomposition(code),
        for yes in [db.isspace(code), db.isalpha(code), db.islinebreak(code), db.isnumeric(code), db.isdigit(code),
                    db.isdecimal(code), db.isalnum(code), db.isupper(code), db.istitle(code), db.islower(code),
                    db.iscased(code), db.isxidstart(code), db.isxidcontinue(code), db.isprintable(code),
                    db.iscaseignorable(code)]:
            print int(yes),
        print int(db.mirrored(code)),
        try:
            print db.name(code),
        except KeyError:
            print 'nameless',
        try:
            print db.numeric(code), db.digit(code), db.decimal(code)
        except KeyError:
            print '-'

    def composition(a, b):
        try:
            print db.composition(a, b),
        except KeyError:
            print 'none',

    def lookup(name):
        try:
            print db.lookup(name),
        except KeyError:
            print 'none',
        try:
            print db.lookup_with_alias(name),
        except KeyError:
            print 'none',
        try:
            code = db.lookup_with_alias(name, with_named_sequence=True)
        except KeyError:
            print 'none',
        else:
            text = db.lookup_named_sequence(code)
            if text is not None:
                print len(text), db.lookup_named_sequence_length(code),

    def report():
        print db.version
        for code in CODES:
            properties(code)
        composition(ord('e'), 0x301)
        composition(ord('e'), ord('e'))
        composition(0x915, 0x93c)
        for name in ['SPACE', 'LATIN SMALL LETTER E WITH ACUTE', 'BEER MUG', 'HANGUL SYLLABLE GAGG', 'HANGUL SYLLABLE',
                     'CJK UNIFIED IDEOGRAPH-4E00', 'CJK UNIFIED IDEOGRAPH-9FFF0', 'LINE FEED', 'ACCORDION',
                     'LATIN SMALL LETTER GHA', 'KATAKANA LETTER AINU P', 'space', '', 'ZZZ']:
            lookup(name)
        print
    return report


REPORTS = [make(unicodedb_3_2_0), make(unicodedb_5_2_0), make(unicodedb_9_0_0), make(unicodedb_13_0_0)]


def entry_point(argv):
    print unicodedb.version
    for report in REPORTS:
        report()
    total = 0
    for code in range(0, 0x30000, 7):
        total += (unicodedb.tolower(code) * 3 + unicodedb.toupper(code) + int(unicodedb.isalpha(code)) +
                  ord(unicodedb_9_0_0.category(code)[1])) % 1000
    print total
    return 0


def target(driver, args):
    return entry_point, None
