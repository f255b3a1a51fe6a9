#!/usr/bin/env python3
"""Writes rpython/rlib/unicodedata/unicodedb_*.py and names.py from the files of the Unicode Character Database.

    unicode_tables.py FOLDER VERSION...
    unicode_tables.py --host FOLDER VERSION

The second form writes translator/host/src/types/unicode_tables.rs, which the methods of unicode strings use at import
time: those of Python 2.7 know version 5.2.0.

FOLDER holds UnicodeData-VERSION.txt and so on. The last version is the newest; the names of its characters are those
of all versions, since a name never changes.

Tables are texts of digits in base 64 (`digits` below), most significant first: they need no decoding when the module
is imported, and compare like the numbers they stand for.
"""
import os
import sys
from fractions import Fraction

LAST = 0x10ffff
FIRST_DIGIT = 63  # '?' is 0, '~' is 63
PAGE_BITS = 6

FLAGS = ['space', 'alpha', 'linebreak', 'upper', 'title', 'lower', 'numeric', 'digit', 'decimal', 'mirrored',
         'xid_start', 'xid_continue', 'printable', 'case_ignorable', 'decomposes', 'composes_left',
         'composes_right']
PROPERTIES = {'XID_Start': 'xid_start', 'XID_Continue': 'xid_continue', 'Case_Ignorable': 'case_ignorable'}
NUMERIC_TAGS = ('kAccountingNumeric', 'kPrimaryNumeric', 'kOtherNumeric')


def digits(number, count):
    result = ''
    for _ in range(count):
        result = chr(FIRST_DIGIT + (number & 63)) + result
        number >>= 6
    assert number == 0
    return result


class Character:
    """One line of UnicodeData.txt."""

    def __init__(self, fields):
        self.name = fields[1]
        self.category = fields[2]
        self.combining = int(fields[3] or 0)
        self.bidirectional = fields[4]
        tag, _, codes = fields[5].rpartition('> ')
        self.tag = tag + '>' if tag else ''
        self.decomposition = [int(code, 16) for code in codes.split()]
        self.decimal = int(fields[6]) if fields[6] else None
        self.digit = int(fields[7]) if fields[7] else None
        self.numeric = Fraction(fields[8]) if fields[8] else None
        self.mirrored = fields[9] == 'Y'
        self.upper, self.lower, self.title = [int(f, 16) if f else None for f in fields[12:15]]
        self.width = 'N'
        self.properties = set()
        self.linebreak = False


def rows(folder, kind, version):
    """The lines of a file, split at semicolons, without comments."""
    path = os.path.join(folder, '%s-%s.txt' % (kind, version))
    if not os.path.exists(path):
        return
    with open(path, encoding='latin-1') as f:
        for line in f:
            line = line.split('#')[0].strip()
            if line:
                yield [field.strip() for field in line.split(';')]


def code_range(text):
    first, _, last = text.partition('..')
    return range(int(first, 16), int(last or first, 16) + 1)


class Version:
    """What the files of one version say."""

    def __init__(self, folder, version):
        self.version = version
        self.folder = folder
        self.unassigned = Character(['', '', 'Cn'] + [''] * 12)
        self.chars = {}
        self.ideographs = []
        self.read_characters()
        self.read_properties()
        self.read_casing()
        self.excluded = {int(row[0], 16) for row in self.rows('CompositionExclusions')}
        self.aliases = [(row[1], int(row[0], 16)) for row in self.rows('NameAliases')]
        self.sequences = [(row[0], [int(c, 16) for c in row[1].split()]) for row in self.rows('NamedSequences')]

    def rows(self, kind):
        return rows(self.folder, kind, self.version)

    def read_characters(self):
        first = None
        for row in self.rows('UnicodeData'):
            code = int(row[0], 16)
            if row[1].endswith(', First>'):
                first = code
                continue
            if row[1].endswith(', Last>'):
                if row[1].startswith('<CJK Ideograph'):
                    self.ideographs.append((first, code))
                for c in range(first, code + 1):
                    self.chars[c] = Character(row)
            else:
                self.chars[code] = Character(row)

    def char(self, code):
        return self.chars.get(code, self.unassigned)

    def read_properties(self):
        for row in self.rows('EastAsianWidth'):
            for code in code_range(row[0]):
                # Blocks have a width before their characters are assigned.
                if code not in self.chars:
                    self.chars[code] = Character(['', '', 'Cn'] + [''] * 12)
                self.chars[code].width = row[1]
        for row in self.rows('DerivedCoreProperties'):
            for code in code_range(row[0]):
                if code in self.chars:
                    self.chars[code].properties.add(row[1])
        for row in self.rows('LineBreak'):
            if row[1] in ('BK', 'CR', 'LF', 'NL'):
                for code in code_range(row[0]):
                    self.chars[code].linebreak = True
        path = os.path.join(self.folder, 'UnihanNumeric-%s.txt' % self.version)
        with open(path, encoding='latin-1') as f:
            for line in f:
                fields = line.split()
                if len(fields) >= 3 and fields[0].startswith('U+') and fields[1] in NUMERIC_TAGS:
                    code = int(fields[0][2:], 16)
                    self.chars[code].numeric = Fraction(fields[2].replace(',', ''))

    def read_casing(self):
        self.special = {}
        # Rules for single languages have a condition.
        for row in self.rows('SpecialCasing'):
            if not row[4]:
                self.special[int(row[0], 16)] = [[int(c, 16) for c in field.split()] for field in row[1:4]]
        self.fold = {}
        for row in self.rows('CaseFolding'):
            if row[1] in ('C', 'F'):
                self.fold[int(row[0], 16)] = [int(c, 16) for c in row[2].split()]

    def full(self, code, canonical):
        """The characters that a character is made of in the end."""
        char = self.char(code)
        if not char.decomposition or (canonical and char.tag):
            return [code]
        return [part for c in char.decomposition for part in self.full(c, canonical)]

    def pairs(self):
        """(first, second, what they are together)."""
        return sorted((c.decomposition[0], c.decomposition[1], code) for code, c in self.chars.items()
                      if len(c.decomposition) == 2 and not c.tag and code not in self.excluded
                      and not self.char(c.decomposition[0]).combining)


class Pool:
    """Values that are referred to by number."""

    def __init__(self, *values):
        self.values = list(values)
        self.numbers = {value: i for i, value in enumerate(values)}

    def number(self, value):
        if value not in self.numbers:
            self.numbers[value] = len(self.values)
            self.values.append(value)
        return self.numbers[value]


class Lists:
    """Lists of characters in one text: those that are part of others are stored once."""

    def __init__(self):
        self.text = ''

    def place(self, codes):
        wanted = ''.join(digits(code, 4) for code in codes)
        at = self.text.find(wanted)
        while at % 4 and at >= 0:
            at = self.text.find(wanted, at + 1)
        if at < 0:
            at = len(self.text)
            self.text += wanted
        return digits(at // 4, 3) + digits(len(codes), 1)


class Tables:
    """The tables of one version."""

    def __init__(self, data):
        self.data = data
        self.categories = Pool('Cn')
        self.bidirectionals = Pool('')
        self.widths = Pool('N')
        self.numerics = Pool(Fraction(0))
        self.distances = Pool(0)
        self.tags = Pool('')
        self.casings = Pool('')
        self.lists = Lists()
        self.make_lists()
        self.make_pairs()
        self.make_index()

    def make_lists(self):
        data = self.data
        wanted = {tuple(codes) for entry in data.special.values() for codes in entry}
        wanted |= {tuple(codes) for codes in data.fold.values()}
        decomposing = sorted(code for code, c in data.chars.items() if c.decomposition)
        for code in decomposing:
            wanted |= {tuple(data.char(code).decomposition), tuple(data.full(code, False))}
            wanted |= {tuple(data.full(code, True))}
        for codes in sorted(wanted, key=lambda codes: (-len(codes), codes)):
            self.lists.place(codes)
        self.decomposition_codes = ''.join(digits(code, 4) for code in decomposing)
        self.decompositions = ''.join(self.decomposition(code) for code in decomposing)

    def decomposition(self, code):
        char = self.data.char(code)
        canonical = self.data.full(code, True)
        return (digits(self.tags.number(char.tag), 1) + self.lists.place(char.decomposition) +
                self.lists.place(self.data.full(code, False)) +
                (self.lists.place(canonical) if canonical != [code] else digits(0, 4)))

    def make_pairs(self):
        pairs = self.data.pairs()
        self.left = {pair[0] for pair in pairs}
        self.right = {pair[1] for pair in pairs}
        self.pair_keys = ''.join(digits(left, 4) + digits(right, 4) for left, right, _ in pairs)
        self.pair_results = ''.join(digits(code, 4) for _, _, code in pairs)

    def casing(self, code):
        """Where full casing is more than one to one: lists for lower, title and upper case and folding."""
        data = self.data
        special = data.special.get(code)
        if special:
            lower = special[0]
        else:
            lower = [data.char(code).lower or code]
        fold = data.fold.get(code, [code])
        if not special and fold == lower:
            return 0
        entry = ''.join(self.lists.place(codes) for codes in special) if special else digits(0, 12)
        entry += self.lists.place(fold) if fold != lower else digits(0, 4)
        return self.casings.number(entry)

    def flags(self, code, char):
        by_property = int(self.data.version.split('.')[0]) >= 6
        category = char.category
        result = {PROPERTIES[p] for p in char.properties if p in PROPERTIES}
        tests = [('space', category == 'Zs' or char.bidirectional in ('WS', 'B', 'S')),
                 ('alpha', category in ('Lm', 'Lt', 'Lu', 'Ll', 'Lo')),
                 ('linebreak', char.linebreak or char.bidirectional == 'B'),
                 ('upper', category == 'Lu' or by_property and 'Uppercase' in char.properties),
                 ('title', category == 'Lt'),
                 ('lower', category == 'Ll' or by_property and 'Lowercase' in char.properties),
                 ('numeric', char.numeric is not None), ('digit', char.digit is not None),
                 ('decimal', char.decimal is not None), ('mirrored', char.mirrored),
                 ('printable', code == 32 or category[0] not in 'CZ'),
                 ('decomposes', bool(char.decomposition)),
                 ('composes_left', code in self.left), ('composes_right', code in self.right)]
        result |= {name for name, holds in tests if holds}
        return sum(1 << FLAGS.index(name) for name in result)

    def record(self, code):
        char = self.data.char(code)

        def distance(other):
            return digits(self.distances.number(other - code if other else 0), 2)

        return (digits(self.flags(code, char), 3) +
                digits(self.categories.number(char.category), 1) +
                digits(self.bidirectionals.number(char.bidirectional), 1) +
                digits(self.widths.number(char.width), 1) + digits(char.combining, 2) +
                digits(char.decimal or 0, 1) + digits(char.digit or 0, 1) +
                digits(self.numerics.number(char.numeric or Fraction(0)), 2) +
                distance(char.upper) + distance(char.lower) + distance(char.title) +
                digits(self.casing(code), 2))

    def make_index(self):
        records = Pool()
        numbers = [records.number(self.record(code)) for code in range(LAST + 1)]
        pages = Pool()
        size = 1 << PAGE_BITS
        index = [pages.number(''.join(digits(n, 2) for n in numbers[at:at + size]))
                 for at in range(0, LAST + 1, size)]
        # The end of the range is one page for thousands of entries.
        while len(index) > 1 and index[-1] == index[-2]:
            index.pop()
        self.records = ''.join(records.values)
        self.pages = ''.join(pages.values)
        self.index = ''.join(digits(page, 2) for page in index)


def literal(text):
    """A text of digits as a raw string over several lines; none of them ends in a backslash."""
    lines = []
    while text:
        size = 108
        while size < len(text) and text[size - 1] == '\\':
            size += 1
        lines.append(text[:size])
        text = text[size:]
    last = lines[-1] if lines else ''
    if last.endswith('\\'):
        body = len(last.rstrip('\\'))
        lines[-1:] = [last[:body]]
        tail = '    "%s"' % ('\\\\' * (len(last) - body))
        return '\n'.join(['    r"%s"' % line for line in lines] + [tail])
    return '\n'.join('    r"%s"' % line for line in lines or [''])


def wrapped(values):
    """A list over several lines."""
    lines = ['   ']
    for value in values:
        if len(lines[-1]) + len(value) > 116:
            lines.append('   ')
        lines[-1] += ' ' + value + ','
    return '[\n%s\n]' % '\n'.join(lines)


def fraction(value):
    if value.denominator == 1:
        return '%r' % float(value)
    return '%r / %r' % (float(value.numerator), float(value.denominator))


def write_version(target, data, bit):
    tables = Tables(data)
    out = ['"""Unicode %s. Written by tools/unicode_tables.py; database.py says what the tables mean."""' %
           data.version,
           'from rpython.rlib.unicodedata.database import make_database', '',
           'version = %r' % data.version, '']
    for name in ['index', 'pages', 'records', 'lists', 'casings', 'decomposition_codes', 'decompositions',
                 'pair_keys', 'pair_results']:
        value = getattr(tables, name)
        if name == 'lists':
            value = value.text
        if name == 'casings':
            value = digits(0, 16) + ''.join(value.values[1:])
        out.append('_%s = (\n%s)' % (name.upper(), literal(value)))
    for name in ['categories', 'bidirectionals', 'widths', 'tags']:
        out.append('_%s = %s' % (name.upper(), wrapped([repr(v) for v in getattr(tables, name).values])))
    out.append('_NUMERICS = ' + wrapped([fraction(v) for v in tables.numerics.values]))
    out.append('_DISTANCES = ' + wrapped([str(v) for v in tables.distances.values]))
    out.append('_IDEOGRAPHS = ' + wrapped(['(0x%x, 0x%x)' % r for r in data.ideographs]))
    out.append('')
    out.append('globals().update(make_database(')
    out.append('    _INDEX, _PAGES, _RECORDS, _LISTS, _CASINGS, _DECOMPOSITION_CODES, _DECOMPOSITIONS, _PAIR_KEYS,')
    out.append('    _PAIR_RESULTS, _CATEGORIES, _BIDIRECTIONALS, _WIDTHS, _TAGS, _NUMERICS, _DISTANCES, _IDEOGRAPHS,')
    out.append('    %d))' % bit)
    path = os.path.join(target, 'unicodedb_%s.py' % data.version.replace('.', '_'))
    with open(path, 'w') as f:
        f.write('\n'.join(out) + '\n')


class Words:
    """Words by number: the more common, the shorter."""

    def __init__(self, names):
        counts = {}
        for name in names:
            for word in name.split(' '):
                counts[word] = counts.get(word, 0) + 1
        self.words = sorted(counts, key=lambda word: (-counts[word], word))
        self.numbers = {word: i + 1 for i, word in enumerate(self.words)}

    def encode(self, name):
        """One digit below 16, two for the next 2048, three for the rest; zero ends a name."""
        result = ''
        for word in name.split(' '):
            n = self.numbers[word]
            if n < 16:
                result += digits(n, 1)
            elif n < 16 + 2048:
                result += digits(16 * 64 + n - 16, 2)
            else:
                result += digits(48 * 4096 + n - 2064, 3)
        return result + digits(0, 1)


def write_names(target, versions):
    newest = versions[-1]
    names = [(code, char.name) for code, char in sorted(newest.chars.items())
             if char.name and not char.name.startswith('<')]
    extra = {}
    for bit, data in enumerate(versions):
        for name, code in data.aliases:
            extra.setdefault((name, code), [0, None])[0] |= 1 << bit
    aliases = sorted(extra)
    chains = {}
    for bit, data in enumerate(versions):
        for name, codes in data.sequences:
            chains.setdefault((name, tuple(codes)), [0, None])[0] |= 1 << bit
    sequences = sorted(chains)
    # Behind the characters' names come those of aliases and sequences, with numbers in a private area.
    rows = names + [(0xf0000 + i, alias[0]) for i, alias in enumerate(aliases)]
    rows += [(0xf0200 + i, sequence[0]) for i, sequence in enumerate(sequences)]
    words = Words([name for _, name in rows])
    runs = []
    for i, (code, _) in enumerate(rows):
        if not runs or code != runs[-1][0] + i - runs[-1][1]:
            runs.append((code, i))
    encoded = [words.encode(name) for _, name in rows]
    groups, at = [], 0
    for i, text in enumerate(encoded):
        if i % 8 == 0:
            groups.append(at)
        at += len(text)
    order = sorted(range(len(rows)), key=lambda i: rows[i][1])
    lexicon = ''.join(words.words)
    starts, at = [], 0
    for word in words.words:
        starts.append(at)
        at += len(word)
    starts.append(at)
    assert '"' not in lexicon and '\\' not in lexicon
    utf8 = [''.join(map(chr, codes)).encode('utf-8').decode('latin-1') for _, codes in sequences]
    out = ['"""The names of characters. Written by tools/unicode_tables.py; database.py says what the tables mean."""',
           '',
           'COUNT = %d' % len(rows),
           'RUN_CODES = (\n%s)' % literal(''.join(digits(code, 4) for code, _ in runs)),
           'RUN_STARTS = (\n%s)' % literal(''.join(digits(i, 3) for _, i in runs)),
           'GROUPS = (\n%s)' % literal(''.join(digits(at, 4) for at in groups)),
           'NAMES = (\n%s)' % literal(''.join(encoded)),
           'ORDER = (\n%s)' % literal(''.join(digits(i, 3) for i in order)),
           'WORD_STARTS = (\n%s)' % literal(''.join(digits(at, 3) for at in starts)),
           'WORDS = (\n%s)' % literal(lexicon),
           'ALIAS_CODES = (\n%s)' % literal(''.join(digits(code, 4) for _, code in aliases)),
           'ALIAS_VERSIONS = (\n%s)' % literal(''.join(digits(extra[a][0], 2) for a in aliases)),
           'SEQUENCE_VERSIONS = (\n%s)' % literal(''.join(digits(chains[s][0], 2) for s in sequences)),
           'SEQUENCE_LENGTHS = ' + wrapped([str(len(codes)) for _, codes in sequences]),
           'SEQUENCES = ' + wrapped(["'%s'" % ''.join(c if 32 <= ord(c) < 127 else '\\x%02x' % ord(c) for c in s)
                                     for s in utf8])]
    with open(os.path.join(target, 'names.py'), 'w') as f:
        f.write('\n'.join(out) + '\n')


HOST_FLAGS = ['alpha', 'upper', 'lower', 'title', 'decimal', 'digit', 'numeric', 'space']


def host_flags(data):
    """Runs of characters with the same flags, as (first, flags)."""
    tables = Tables(data)
    runs = [(0, 0)]
    for code in range(LAST + 1):
        all_flags = tables.flags(code, data.char(code))
        flags = sum(1 << bit for bit, name in enumerate(HOST_FLAGS) if all_flags >> FLAGS.index(name) & 1)
        if flags != runs[-1][1]:
            runs.append((code, flags))
    return runs


def host_casing(data, which):
    """Runs of characters, one after the other or every second one, with the same distance to their other case, as
    (first, last, step, distance)."""
    runs = []
    for code in sorted(data.chars):
        char = data.char(code)
        other = getattr(char, which)
        if which == 'title' and other is None:
            other = char.upper
        if other is None or other == code:
            continue
        if runs:
            first, last, step, distance = runs[-1]
            if distance == other - code and code - last in ((1, 2) if first == last else (step,)):
                runs[-1] = first, code, code - last, distance
                continue
        runs.append((code, code, 1, other - code))
    return runs


def write_host(path, data):
    out = ['//! Characters of Unicode %s, written by `tools/unicode_tables.py`.' % data.version, '']

    def table(comment, name, kind, rows):
        out.extend(['/// ' + comment, '#[rustfmt::skip]', 'pub(super) static %s: &[%s] = &[' % (name, kind)])
        out.extend('    ' + ' '.join('(%s),' % ', '.join(map(str, row)) for row in rows[at:at + 6])
                   for at in range(0, len(rows), 6))
        out.extend(['];', ''])

    for bit, name in enumerate(HOST_FLAGS):
        out.extend(['/// A flag in [`FLAGS`].', 'pub const %s: u8 = 1 << %d;' % (name.upper(), bit)])
    out.append('')
    table('Where flags change, and what they are from there on.', 'FLAGS', '(u32, u8)', host_flags(data))
    for which in ['lower', 'upper', 'title']:
        table('Runs: first, last, step, distance to the %s case.' % which, 'TO_' + which.upper(),
              '(u32, u32, u32, i32)', host_casing(data, which))
    with open(path, 'w') as f:
        f.write('\n'.join(out[:-1]) + '\n')


def main():
    if sys.argv[1] == '--host':
        folder, version = sys.argv[2:]
        here = os.path.dirname(os.path.abspath(__file__))
        path = os.path.join(here, '..', 'translator', 'host', 'src', 'types', 'unicode_tables.rs')
        return write_host(path, Version(folder, version))
    folder, versions = sys.argv[1], sys.argv[2:]
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'rpython', 'rlib', 'unicodedata')
    loaded = [Version(folder, version) for version in versions]
    write_names(target, loaded)
    for bit, data in enumerate(loaded):
        write_version(target, data, bit)


if __name__ == '__main__':
    main()
