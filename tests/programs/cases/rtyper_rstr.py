# Byte strings: indexing, slices, methods, formats, hashing, joining.
from _cases import entry_point_of
from rpython.rlib.objectmodel import compute_hash

WORDS = ['', 'a', 'hello', 'Hello World', '  spaces  ']


def case_length_and_truth():
    for s in WORDS:
        print len(s), int(bool(s)), int(not s),
    print


def case_characters():
    s = 'hello'
    for i in [0, 4, -1, -5]:
        print s[i], ord(s[i]),
    print


def case_index_error():
    for s in ['', 'xy']:
        for i in [0, 1, 2, -2, -3]:
            try:
                print s[i],
            except IndexError:
                print 'no',
    print


def case_slices():
    for s in ['hello', 'ab', '']:
        print '<' + s[1:] + '>', '<' + s[:3] + '>', '<' + s[1:4] + '>', '<' + s[:] + '>',
    print


def case_all_but_the_last():
    for s in ['hello', 'a']:
        print '<' + s[:-1] + '>',
    print


def case_bounds_beyond_the_end():
    s = 'abc'
    for n in [3, 5]:
        print '<' + s[n:] + '>', '<' + s[1:n] + '>', '<' + s[2:1] + '>',
    print


def case_concatenation():
    for s in WORDS:
        print '[' + s + ']', len(s + s),
    print


def case_grow_in_a_loop():
    s = ''
    for i in range(5):
        s += chr(ord('a') + i)
        s += '-'
    print s


def case_repeat():
    for n in [3, 1, 0, -1]:
        print '<' + 'ab' * n + '>', '<' + n * 'x' + '>',
    print


def case_comparison():
    for a in ['a', 'ab', 'b', '']:
        for b in ['a', 'aa', 'b']:
            print int(a < b), int(a <= b), int(a == b), int(a != b), int(a > b),
        print


def case_characters_compare():
    for c in 'aZ0':
        print int(c == 'a'), int(c != 'Z'), int(c < 'a'), int(c <= 'Z'), int('0' <= c <= '9')


def case_contains():
    for part in ['ell', 'o', '', 'lo!', 'hello']:
        print int(part in 'hello'), int(part not in 'hello'),
    print


def case_starts_and_ends():
    for part in ['', 'he', 'lo', 'hello', 'hello!']:
        print int('hello'.startswith(part)), int('hello'.endswith(part)),
    for s in WORDS:
        print int(s.startswith('H')), int(s.endswith(' ')),
    print


def case_find():
    s = 'abcabc'
    for part in ['a', 'bc', 'x', '', 'abcabcd']:
        print s.find(part), s.rfind(part),
    print


def case_find_in_a_part():
    s = 'abcabc'
    for start in [0, 1, 4, 7]:
        print s.find('bc', start), s.rfind('bc', start), s.find('c', start, 5), s.rfind('a', start, 4),
    print


def case_find_of_nothing():
    for start in [0, 3, 6, 7]:
        print 'abcabc'.find('', start), 'abcabc'.rfind('', start),
    print


def case_count():
    s = 'banana'
    for part in ['a', 'an', 'ana', 'x', '']:
        print s.count(part), s.count(part, 2),
    print


def case_upper_and_lower():
    for s in ['Hello World', '', 'abc123', '\xe9Z']:
        print s.upper(), s.lower(),
    print


def case_kinds_of_characters():
    for c in 'a Z5_\t':
        print int(c.isalpha()), int(c.isdigit()), int(c.isalnum()), int(c.isspace()), int(c.islower()), int(c.isupper())


def case_kinds_of_strings():
    for s in ['abc', 'a1', '12', '']:
        print int(s.isalpha()), int(s.isdigit()), int(s.isalnum()),
    print


def case_strip():
    for s in ['  x y ', '', '   ', 'ab']:
        print '<' + s.strip(' ') + '>', '<' + s.lstrip(' ') + '>', '<' + s.rstrip(' ') + '>',
    print


def case_strip_white_space():
    for s in [' \t x\r\n', '\n', 'y\x0b\x0c']:
        print '<' + s.strip() + '>', '<' + s.lstrip().replace('\n', '.').replace('\r', '.').replace('\x0b', '.').replace('\x0c', '.') + '>', len(s.rstrip())


def case_strip_several_characters():
    for s in ['xyxabcyx', 'yyy', 'abc']:
        print '<' + s.strip('xy') + '>', '<' + s.lstrip('xy') + '>', '<' + s.rstrip('yx') + '>',
    print


def case_split():
    for s in ['a,b,c', '', ',', 'a,,b', 'abc']:
        parts = s.split(',')
        print len(parts), '|'.join(parts),
    print


def case_split_at_most():
    for n in [0, 1, 2, -1]:
        print '|'.join('a.b.c.d'.split('.', n)), '|'.join('a.b.c.d'.rsplit('.', n)),
    print


def case_split_at_longer_text():
    for s in ['a--b--c', '--', 'a-b', '---']:
        print '|'.join(s.split('--')), '|'.join(s.rsplit('--', 1)),
    print


def case_join():
    for n in range(4):
        parts = ['ab', 'c', 'def'][:n]
        print '<' + ''.join(parts) + '>', '<' + ', '.join(parts) + '>', '<' + '-'.join(['x'] * n) + '>',
    print


def case_replace_characters():
    for s in ['banana', '', 'xyz']:
        print s.replace('a', 'o'), s.replace('b', 'b'),
    print


def case_hash_of_equal_texts():
    for n in [2, 3]:
        s = 'ab' * n
        print int(compute_hash(s) == compute_hash('abab')), int(hash_twice(s)),
    print


def hash_twice(s):
    return compute_hash(s) == compute_hash(s[:1] + s[1:])


def case_format_of_texts():
    for s in WORDS:
        print '<%s>' % s, '<%s|%s>' % (s, s[:1]),
    print


def case_format_of_numbers():
    for n in [0, 15, -15]:
        print '%d %s %x %o' % (n, n, abs(n), abs(n)), '%d%%' % n,
    print


def case_format_of_characters():
    for c in 'ab':
        print '%s%s' % (c, c), '(%s)' % c,
    print


def case_format_of_none():
    for n in [0, 1]:
        s = None
        if n:
            s = 'text'
        print '<%s>' % s,
    print


def case_chr_and_ord():
    for n in [0, 65, 127, 255]:
        c = chr(n)
        print ord(c), len(c), int(c == 'A'),
    for n in [-1, 256]:
        try:
            print ord(chr(n)),
        except ValueError:
            print 'no',
    print


def case_iteration():
    for s in ['', 'xyz']:
        for c in s:
            print c + c,
        for i, c in enumerate(s):
            print i, c,
    print


def case_is_none():
    for n in range(2):
        s = None
        if n:
            s = ''
        print int(s is None), int(s == ''), int(not s),
    print


def case_str_of_str():
    for s in WORDS:
        print str(s), int(str(s) == s),
    print


def case_characters_as_keys():
    counts = {}
    for c in 'abracadabra':
        counts[c] = counts.get(c, 0) + 1
    for c in 'abcdr':
        print c, counts[c],
    print


def case_character_joins_text():
    for n in [0, 1]:
        s = 'x'
        if n:
            s = 'long'
        print s + 'y', len(s), s[0],
    print


def case_zero_bytes():
    for s in ['a\x00b', '\x00', '']:
        print len(s), s.find('\x00'), int('\x00' in s), len(s.split('\x00')),
    print


def case_prebuilt_texts_are_one():
    a = PREBUILT[0]
    b = PREBUILT[1]
    print int(a == b), len(a + b), a


PREBUILT = ['same', 'sa' + 'me']


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
