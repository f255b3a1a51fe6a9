# Unicode strings: as far as RPython has them, which is a little less than byte strings have.
from _cases import entry_point_of

WORDS = [u'', u'a', u'h\xe9llo', u'\u0416\u0443\u043a', u'Hello World']


def show(u):
    print u.encode('utf-8'),


def code(u):
    for c in u:
        print ord(c),
    print '.',


def case_length_and_truth():
    for u in WORDS:
        print len(u), int(bool(u)),
    print


def case_characters():
    for u in WORDS[1:]:
        print ord(u[0]), ord(u[-1]), ord(u[len(u) - 1]),
    print


def case_index_error():
    for u in [u'', u'xy']:
        for i in [0, 1, 2, -3]:
            try:
                print ord(u[i]),
            except IndexError:
                print 'no',
    print


def case_slices():
    for u in WORDS:
        show(u[1:])
        show(u[:2])
        show(u[1:3])
        print '.',
    print


def case_concatenation():
    u = u''
    for w in WORDS:
        u += w
        u = u + u'-'
    show(u)
    print len(u)


def case_repeat():
    for n in [2, 0, -1]:
        code(u'\u0416a' * n)
    print


def case_comparison():
    for a in [u'a', u'\xe9', u'ab']:
        for b in [u'a', u'b', u'\u0416']:
            print int(a == b), int(a != b), int(a < b), int(a >= b),
    print


def case_contains():
    for part in [u'\xe9', u'll', u'x', u'']:
        print int(part in u'h\xe9llo'),
    print


def case_find():
    u = u'\xe9a\xe9b'
    for part in [u'\xe9', u'a\xe9', u'z']:
        print u.find(part), u.rfind(part), u.find(part, 1), u.count(part),
    print


def case_starts_and_ends():
    for u in WORDS:
        print int(u.startswith(u'h')), int(u.endswith(u'o')), int(u.startswith(u'H\xe9')),
    print


def case_join():
    for n in range(4):
        parts = [u'\xe9', u'bc', u'\u0416'][:n]
        show(u', '.join(parts))
        show(u''.join(parts))
        print '.',
    print


def case_split():
    for u in [u'a,\xe9,c', u'', u',']:
        parts = u.split(u',')
        print len(parts),
        show(u'|'.join(parts))
    show(u'|'.join(u'a.b.c'.split(u'.', 1)))
    show(u'|'.join(u'a.b.c'.rsplit(u'.', 1)))
    print


def case_strip():
    for u in [u'  x ', u'\xe9\xe9', u'x\xe9x']:
        show(u.strip(u' '))
        show(u.lstrip(u'x'))
        show(u.rstrip(u'\xe9'))
        print '.',
    print


def case_replace_characters():
    for u in WORDS:
        show(u.replace(u'l', u'\xe9'))
    print


def case_encode():
    for u in WORDS:
        s = u.encode('utf-8')
        print len(s), s,
    print


def case_encode_latin():
    for u in [u'h\xe9llo', u'abc']:
        s = u.encode('latin-1')
        print len(s), ord(s[1]),
    print


def case_encode_error():
    for u in WORDS:
        try:
            print len(u.encode('ascii')),
        except UnicodeEncodeError:
            print 'no',
    for u in WORDS:
        try:
            print len(u.encode('latin-1')),
        except UnicodeEncodeError:
            print 'no',
    print


def case_decode():
    for s in ['abc', 'h\xc3\xa9', '\xd0\x96']:
        u = s.decode('utf-8')
        print len(u), ord(u[len(u) - 1]), len(s.decode('latin-1')),
    print


def case_decode_error():
    for s in ['abc', '\xff', 'h\xc3']:
        try:
            print len(s.decode('utf-8')),
        except UnicodeDecodeError:
            print 'no',
        try:
            print len(s.decode('ascii')),
        except UnicodeDecodeError:
            print 'no',
    print


def case_of_byte_strings():
    for s in ['', 'abc']:
        print len(unicode(s)), int(unicode(s) == u'abc'),
    print


def case_to_byte_strings():
    for u in [u'', u'abc', u'h\xe9']:
        try:
            print '<' + str(u) + '>',
        except UnicodeEncodeError:
            print 'no',
    print


def case_character_codes():
    for n in [65, 233, 0x416]:
        c = unichr(n)
        print ord(c), len(c), int(c == u'A'), int(c < u'\u0100'),
    print


def case_keys_of_dicts():
    d = {}
    for u in WORDS:
        d[u] = len(u)
    for u in WORDS:
        print d[u + u''],
    print int(u'missing' in d)


def case_characters_as_keys():
    d = {u'\xe9': 1, u'b': 2}
    for c in u'b\xe9':
        print d[c],
    print


def case_format():
    for u in WORDS:
        show(u'<%s>' % u)
    for n in [5, -5]:
        show(u'%d and %s' % (n, u'\xe9'))
    print


def case_none():
    for n in [0, 1]:
        u = None
        if n:
            u = u'x'
        print int(u is None), int(u == u'x'), int(not u),
    print


def case_int_of_unicode():
    for u in [u'12', u'-7', u'x']:
        try:
            print int(u),
        except ValueError:
            print 'no',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
