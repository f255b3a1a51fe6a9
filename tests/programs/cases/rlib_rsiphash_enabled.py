# A program whose strings have SipHash as their hash: dicts and sets of names made before and after the start.
# skip: js (64-bit words)
# skip: untranslated (the hash is that of the translated program)
import os
from rpython.rlib import rsiphash
from rpython.rlib.objectmodel import compute_hash, r_dict
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rsiphash import enable_siphash24, siphash24
from _cases import entry_point_of

BYTES = {'foo': 123, 'bar': 456}
TEXTS = {u'foo': 1, u'\u1234\u5678': 2, u'caf\xe9': 3}
PAIRS = {('a', 1): 'first', ('b', 2): 'second'}


class Holder(object):
    pass

holder = Holder()
holder.names = {'one': 1, 'two': 2, 'three': 3}


def case_hash_is_siphash():
    for name in ['foo', '', 'a longer name that has several words', '\xff\xfe']:
        print int(compute_hash(name) == intmask(siphash24(name))),
    text = 'ab'
    print int(compute_hash(text + 'c') == intmask(siphash24('abc')))


def case_unicode_of_bytes():
    print int(compute_hash(u'foo') == compute_hash('foo')), int(compute_hash(u'caf\xe9') == compute_hash('caf\xe9')),
    wide = u'\u1234\U00015678'
    print int(compute_hash(wide) == compute_hash('\x34\x12\x00\x00\x78\x56\x01\x00'))


def case_prebuilt_dicts():
    print BYTES['foo'], BYTES['bar'], BYTES.get('foobar', -1), TEXTS[u'foo'], TEXTS[u'\u1234\u5678'], TEXTS.get(u'x', -1)
    print PAIRS[('a', 1)], PAIRS[('b', 2)], PAIRS.get(('a', 2), 'none')


def case_prebuilt_dict_grows():
    names = holder.names
    for i in range(50):
        names['name' + str(i)] = i
    print names['one'], names['name0'], names['name49'], len(names), names.get('name50', -1)
    del names['one']
    print int('one' in names), int('two' in names)


def case_copies():
    copy = BYTES.copy()
    copy['baz'] = 789
    print copy['foo'], copy['baz'], len(copy), len(BYTES)


def case_keys_made_at_run_time():
    d = {}
    for word in 'the quick brown fox jumps over the lazy dog the end'.split(' '):
        d[word] = d.get(word, 0) + 1
    print d['the'], d['fox'], len(d), ' '.join(d.keys())


def case_characters():
    d = {}
    for c in 'hello world':
        d[c] = d.get(c, 0) + 1
    print d['l'], d['o'], len(d)


def case_tuples():
    print int(compute_hash(('x', 1)) == compute_hash(('x', 1))), int(compute_hash(('x', 1)) == compute_hash(('y', 1)))


def same(a, b):
    return a.lower() == b.lower()


def hash_of(a):
    return compute_hash(a.lower())


def case_own_equality():
    d = r_dict(same, hash_of)
    d['Spam'] = 1
    print d['SPAM'], int('eggs' in d)


def case_the_start_chose_a_key():
    # The environment says nothing, so the key is not the one of zeros.
    print int(siphash24('foo') == rsiphash.siphash24_with_key('foo', rsiphash.r_uint64(0), rsiphash.r_uint64(0)))


_run = entry_point_of(globals())


def entry_point(argv):
    enable_siphash24()
    return _run(argv)


def target(driver, args):
    return entry_point, None
