# Codecs beside the UTF ones: UTF-7, escapes, tables, memory, decimal digits; handlers of errors.
from rpython.rlib import runicode
from rpython.rlib.unicodedata import unicodedb_9_0_0 as db


class Names(object):
    def call(self, name):
        try:
            return db.lookup(name)
        except KeyError:
            return -1


names = Names()
ENCODE_TABLE = {u'a': 'x', u'b': 'yz', u'?': '!'}
DECODE_TABLE = {'a': u'x', 'b': u'yz'}


def show(u):
    for c in u:
        print ord(c),
    print


def utf_7(s):
    for final in [False, True]:
        try:
            text, pos = runicode.str_decode_utf_7(s, len(s), 'strict', final)
        except UnicodeDecodeError:
            print 'error'
        else:
            print pos,
            show(text)


def escapes(s):
    try:
        text, pos = runicode.str_decode_unicode_escape(s, len(s), 'strict', True, None, names)
    except UnicodeDecodeError:
        print 'error',
        text, pos = runicode.str_decode_unicode_escape(s, len(s), 'replace', True, None, names)
    print pos,
    show(text)


def raw(s):
    text, pos = runicode.str_decode_raw_unicode_escape(s, len(s), 'replace', True)
    print pos,
    show(text)


def entry_point(argv):
    for u in [u'', u'abc', u'a+b', u'A\u2262\u0391.', u'\U00012345', u'~\\x', u'x\xe9-', u'\xe9a', u'-+\u1234']:
        s = runicode.unicode_encode_utf_7(u, len(u), 'strict')
        print s,
        text, pos = runicode.str_decode_utf_7(s, len(s), 'strict', True)
        print int(text == u)
    for s in ['a+-b', '+AOk', '+AOk-', '+AOk.', '+2AjfRQ-', '+2Ag-x', '+A', '+AB-', '\xff', '+AOkx!', '+/////-']:
        utf_7(s)
    for s in ['a\\n\\x41\\101\\u1234\\U00012345', '\\N{LATIN SMALL LETTER E WITH ACUTE}', '\\N{NONE SUCH}', '\\x4', '\\u12z',
              '\\U00110000', '\\q\\\n-', 'end\\', '\\Nx', '\xe9']:
        escapes(s)
    for s in ['\\u1234x', '\\\\u1234', '\\\\\\u1234', '\\U00012345', '\\n\\', '\\u12', '\xe9\\x41']:
        raw(s)
    u = u'a\xe9\u1234\U00012345\\'
    s = runicode.unicode_encode_raw_unicode_escape(u, len(u), 'strict')
    print len(s), s.replace('\xe9', '?')
    print runicode.unicode_encode_charmap(u'ab', 2, 'strict', None, ENCODE_TABLE)
    print runicode.unicode_encode_charmap(u'a\u1234\u1235b', 4, 'replace', None, ENCODE_TABLE)
    text, pos = runicode.str_decode_charmap('abc', 3, 'replace', True, None, DECODE_TABLE)
    print pos,
    show(text)
    print runicode.unicode_encode_decimal(u'\u06613\u20034', 4, 'strict')
    try:
        print runicode.unicode_encode_decimal(u'1\u1234', 2, 'strict')
    except UnicodeEncodeError:
        print 'no digit'
    s = runicode.unicode_encode_unicode_internal(u, len(u), 'strict')
    text, pos = runicode.str_decode_unicode_internal(s, len(s), 'strict', True)
    print len(s), int(text == u)
    text, pos = runicode.str_decode_unicode_internal('abcdefg', 7, 'replace', True)
    print pos, len(text)
    return 0


def target(driver, args):
    return entry_point, None
