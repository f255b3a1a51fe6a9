# Ropes: building, balancing, slices, iterators, searching, comparing, taking apart.
# skip: js (hashes have 64 bits)
from rpython.rlib import rope
from rpython.rlib.rope import (
    BinaryConcatNode, FindIterator, FringeIterator, ItemIterator, LiteralNode, LiteralStringNode, LiteralUnicodeNode,
    ReverseItemIterator, SeekableItemIterator)
from _cases import entry_point_of


def leaf(text):
    return LiteralStringNode(text)


def pair(left, right):
    return BinaryConcatNode(leaf(left), leaf(right))


def uni(text):
    return text.decode('utf-8')


def pieces(words):
    """A rope with one leaf for each word."""
    result = leaf(words[0])
    for i in range(1, len(words)):
        result = BinaryConcatNode(result, leaf(words[i]))
    return result


def many(count):
    node = leaf('')
    for i in range(count):
        node = rope.concatenate(node, leaf(chr(ord('a') + i % 26) * 40))
    return node


def case_short_leaves_melt():
    node = leaf('spam') + leaf('eggs')
    assert isinstance(node, LiteralStringNode)
    print node.s, node.length(), node.depth()
    print (leaf('') + leaf('x')).flatten_string(), (leaf('y') + leaf('')).flatten_string()


def case_long_leaves_stay():
    node = leaf('a' * 20) + leaf('b' * 12)
    print node.length(), node.depth(), node.flatten_string()
    node = leaf('a' * 20) + leaf('b' * 11)
    print node.length(), node.depth()


def case_last_leaf_grows():
    node = leaf('a' * 40) + leaf('bc')
    node = node + leaf('de')
    assert isinstance(node, BinaryConcatNode)
    right = node.right
    assert isinstance(right, LiteralStringNode)
    print right.s, node.depth()


def case_mixed_leaves():
    node = leaf('abc') + LiteralUnicodeNode(u'\u20ac')
    print int(isinstance(node, LiteralUnicodeNode)), node.flatten_unicode().encode('utf-8')
    node = LiteralUnicodeNode(u'\u20ac\u1234') + leaf('\xe4')
    print int(isinstance(node, LiteralUnicodeNode)), node.flatten_unicode().encode('utf-8')
    node = leaf('12345678') + LiteralUnicodeNode(u'\u20ac')
    print int(isinstance(node, BinaryConcatNode)), node.length()


def case_depth_is_limited():
    node = many(300)
    print node.length(), int(node.depth() <= rope.MAX_DEPTH)
    text = node.flatten_string()
    print text[:3], text[40 * 27], len(text)


def case_rebalance():
    node = pieces([chr(ord('a') + i) * 35 for i in range(20)])
    print node.depth(), int(node.check_balanced())
    flat = node.rebalance()
    print flat.depth(), int(flat.check_balanced()), int(flat.flatten_string() == node.flatten_string())
    print int(flat.rebalance() is flat)


def case_rebalance_list():
    parts = [leaf('abc' * i) for i in range(8)]
    node = rope.rebalance(parts)
    print node.length(), len(parts), node.flatten_string()
    print rope.rebalance([leaf(''), leaf('')]).length()


def case_fibonacci_intervals():
    for n in [0, 1, 2, 3, 4, 5, 7, 8, 12, 13, 100, 1000000]:
        print rope.find_fib_index(n),
    print


def case_powers():
    for a, b in [(1, 0), (1, 1), (3, 2), (7, 13), (-5, 1000), (123456789, 64)]:
        print rope.masked_mul_by_1000003_pow(a, b)


def case_getters():
    node = pieces(['ab', 'cde', '', 'f\xe4'])
    for i in range(node.length()):
        print ord(node.getchar(i)), node.getint(i), ord(node.getunichar(i)), node.getrope(i).length(), '/',
    print
    node = LiteralUnicodeNode(u'x\u20ac')
    print node.getint(1), ord(node.getunichar(0)), node.getrope(1).getint(0)
    print int(node.getrope(0) is LiteralStringNode.PREBUILT[ord('x')])


def case_slices():
    node = pieces(['hello', ' ', 'wide', ' ', 'world'])
    for start, stop in [(0, 16), (0, 0), (3, 8), (5, 6), (4, 12), (11, 16), (6, 16), (0, 7), (16, 16)]:
        print '[%s]' % rope.getslice_one(node, start, stop).flatten_string(),
    print
    print int(rope.getslice_one(node, 0, 16) is node)


def case_slices_at_one_end():
    node = pieces(['one', 'two', 'three'])
    for i in range(node.length() + 1):
        print rope.getslice_left(node, i).flatten_string() + '|' + rope.getslice_right(node, i).flatten_string(),
    print


def case_slices_with_steps():
    node = pieces(['0123', '45678', '9abcdef'])
    for start, stop, step in [(0, 16, 1), (0, 16, 2), (1, 15, 3), (5, 6, 2), (2, 16, 7), (0, 16, 15)]:
        print rope.getslice(node, start, stop, step).flatten_string(),
    print rope.getslice(node, 1, 16, 4, 3).flatten_string()
    wide = BinaryConcatNode(LiteralUnicodeNode(u'\u1111b\u3333'), LiteralUnicodeNode(u'd\u5555f'))
    print rope.getslice(wide, 0, 6, 2).flatten_unicode().encode('utf-8')


def case_straddling():
    node = BinaryConcatNode(pair('abc', 'def'), pair('ghi', 'jkl'))
    for start, stop in [(0, 3), (1, 5), (3, 6), (7, 8), (4, 9), (9, 12)]:
        i, j, inner = rope.find_straddling(node, start, stop)
        print i, j, inner.flatten_string()


def case_multiply():
    for times in [-3, 0, 1, 2, 3, 7, 10]:
        print times, rope.multiply(pair('ab', 'c'), times).flatten_string()
    node = rope.multiply(leaf('xyz'), 100000)
    print node.length(), node.getchar(0), node.getchar(299999), int(node.rebalance() is node)


def case_multiply_too_often():
    try:
        rope.multiply(leaf('x' * 200), (1 << 60) + 5)
        print 'no error'
    except OverflowError:
        print 'OverflowError'


def case_join():
    words = [leaf('one'), leaf(''), leaf('two'), leaf('three')]
    print rope.join(leaf(', '), words).flatten_string(), len(words)
    print rope.join(leaf('-'), [leaf('alone')]).flatten_string()
    print rope.join(leaf(''), words).flatten_string(), len(words)


def case_from_lists():
    print rope.rope_from_charlist([]).length(), rope.rope_from_charlist(['q'] * 70).length()
    node = rope.rope_from_unicharlist([u'a', u'\u1234', u'\u4321', u'\xff', u'b'])
    print node.length(), int(node.is_bytestring()), int(node.is_ascii()), node.flatten_unicode().encode('utf-8')
    print rope.rope_from_unicharlist([]).length()


def case_from_unicode():
    for text in ['', 'plain', 'caf\xc3\xa9', 'a\xe2\x82\xacb', '\xe2\x82\xac\xe2\x82\xac']:
        node = rope.rope_from_unicode(uni(text))
        print node.length(), int(node.is_bytestring()), int(node.length() > 0 and node.is_ascii()),
        print node.flatten_unicode().encode('utf-8')
    print rope.rope_from_unichar(u'z').getint(0), rope.rope_from_unichar(u'\u0101').getint(0)


def case_ascii_and_bytes():
    for node in [leaf('abc'), leaf('ab\x80'), pair('abc', 'def'), pair('abc', '\xff')]:
        print int(node.is_ascii()), int(node.is_bytestring()),
    mixed = BinaryConcatNode(leaf('abc'), LiteralUnicodeNode(u'\u20ac'))
    print int(mixed.is_ascii()), int(mixed.is_bytestring())


def case_can_contain():
    node = pair('abc', 'xyz')
    for c in ['a', 'z', 'm', '\xe1']:
        print int(bool(node.can_contain_int(ord(c)))),
    print int(bool(node.can_contain_int(0x1000)))


def case_iterate():
    node = pieces(['ab', '', 'c', 'def'])
    items = ItemIterator(node)
    for i in range(node.length()):
        print items.nextchar(),
    try:
        items.nextchar()
    except StopIteration:
        print 'end'
    items = ItemIterator(node, 3)
    print items.nextint(), ord(items.nextunichar()), items.nextrope().flatten_string()


def case_iterate_backwards():
    node = pieces(['ab', '', 'c', 'def'])
    items = ReverseItemIterator(node)
    print items.nextchar(), items.nextint(), ord(items.nextunichar()),
    text = ''
    try:
        while True:
            text += items.nextchar()
    except StopIteration:
        print text


def case_leaves():
    node = BinaryConcatNode(pair('x', 'y'), pair('z', ''))
    print len(rope.fringe(node)), '-'.join([n.flatten_string() for n in rope.fringe(node)])
    leaves = FringeIterator(node)
    print leaves.next().flatten_string()
    print leaves._seekforward(1), leaves.next().flatten_string()
    backwards = rope.ReverseFringeIterator(node)
    print '[%s][%s]' % (backwards.next().flatten_string(), backwards.next().flatten_string())


def case_seek():
    node = BinaryConcatNode(pair('abc', 'def'), pair('ghi', 'jkl'))
    items = SeekableItemIterator(node)
    items.seekforward(5)
    print items.nextchar(),
    items.seekback(3)
    print items.nextchar(), items.nextchar(),
    items.seekforward(6)
    print items.nextint(),
    items.seekback(12)
    print items.nextchar(),
    try:
        items.seekforward(12)
    except StopIteration:
        print 'end'


def case_read_to_the_left():
    items = SeekableItemIterator(BinaryConcatNode(pair('ab', 'cd'), leaf('ef')))
    items.seekforward(5)
    text = ''
    try:
        while True:
            text += items.lastchar()
    except StopIteration:
        print text


def case_find_character():
    node = pieces(['the quick', ' brown', ' fox'])
    for c in 'tqkbnfx!':
        print rope.find_int(node, ord(c)),
    print
    print rope.find_int(node, ord('o'), 13), rope.find_int(node, ord('o'), 12, 12), rope.find_int(node, ord(' '), 4, 9)
    print rope.find_int(leaf('ascii'), ord(' '), 0, 5), rope.find_int(leaf('a'), ord('a'))


def case_find():
    text = 'abababcabababcabababd'
    node = pieces(['abab', 'abcab', 'ababcab', 'ababd'])
    for word in ['abc', 'ca', 'bcab', 'x', '', 'd', 'ababababab']:
        print rope.find(node, leaf(word)), rope.find(node, leaf(word), 5), rope.find(node, leaf(word), 2, 12), '/',
    print
    print rope.find(node, pair('ca', 'b')), rope.find(node, leaf('a'), 3, 1)


def case_restart_positions():
    print rope.construct_restart_positions_node(leaf('aabaaab'))
    print rope.construct_restart_positions_node(pair('xyxy', 'xyz'))
    print rope.construct_restart_positions_node(leaf('zz'))


def case_find_all():
    node = pieces(['a-b', '-c--', 'd-'])
    for word in ['-', '--', 'x', 'c--d', 'a-b-c--d-e']:
        places = FindIterator(node, leaf(word))
        text = ''
        try:
            while True:
                text += ' ' + str(places.next())
        except StopIteration:
            print '%s:%s' % (word, text)
    places = FindIterator(leaf('ab'), leaf(''))
    print places.next(), places.next(), places.next()
    places = FindIterator(node, leaf('-'), 2, 7)
    print places.next(), places.next()


def case_equal():
    nodes = [leaf('abcdef'), pair('abc', 'def'), pair('abcde', 'f'), pair('abc', 'deg'), leaf(''),
             LiteralUnicodeNode(u'abcdef')]
    for a in nodes:
        print ''.join([str(int(rope.eq(a, b))) for b in nodes]),
    print


def case_compare():
    nodes = [leaf(''), leaf('a'), pair('a', 'b'), leaf('b'), LiteralUnicodeNode(u'\u0100')]
    for a in nodes:
        for b in nodes:
            c = rope.compare(a, b)
            print int(c > 0) - int(c < 0),
        print


def case_hash():
    print rope.hash_rope(leaf('')), rope.hash_rope(leaf('a')), rope.hash_rope(leaf('hello'))
    print int(rope.hash_rope(pair('hel', 'lo')) == rope.hash_rope(leaf('hello')))
    print rope.hash_rope(many(10)), many(3).hash_part()


def case_starts_and_ends():
    node = pair('pre', 'fix')
    for word in ['', 'p', 'pref', 'prefixes', 'fix', 'x', 'prefix']:
        other = leaf(word)
        print int(rope.startswith(node, other, 0, 6)), int(rope.endswith(node, other, 0, 6)),
        print int(rope.startswith(node, other, 3, 6)), int(rope.endswith(node, other, 4, 6)), '/',
    print int(rope.startswith(leaf(''), leaf('a'), 0, 0)), int(rope.endswith(leaf(''), leaf(''), 0, 0))


def case_strip():
    node = pair(' \t one ', 'two \n')
    print '[%s]' % rope.strip(node).flatten_string()
    print '[%s]' % rope.strip(node, left=False).flatten_string()[:6],
    print '[%s]' % rope.strip(node, right=False).flatten_string()[:4]
    print '[%s]' % rope.strip(leaf('   ')).flatten_string()


def is_digit(value):
    return ord('0') <= value <= ord('9')


def is_one_of(value, text):
    return chr(value) in text


def case_strip_others():
    node = pair('123a', '4b56')
    print rope.strip(node, predicate=is_digit).flatten_string()
    print rope.strip(node, True, True, is_one_of, '126').flatten_string()


def show(nodes):
    return '|'.join([n.flatten_string() for n in nodes])


def case_split():
    node = pair('a,b,', ',c')
    for limit in [-1, 0, 1, 2, 9]:
        print show(rope.split(node, leaf(','), limit)),
    print show(rope.split(node, leaf(',,'))), show(rope.split(node, leaf('x')))


def case_split_at_spaces():
    node = pair('  one two', 'three  four ')
    for limit in [-1, 1, 2, 0]:
        print show(rope.split_chars(node, limit)) + ';',
    print
    for limit in [-1, 1, 2, 0]:
        print show(rope.rsplit_chars(node, limit)) + ';',
    print len(rope.split_chars(leaf('   '))), len(rope.rsplit_chars(leaf('')))


def case_lines():
    for text in ['', 'x', 'a\nb', 'a\r\nb\n', '\n\r\r\n', 'a\rb\n\nc\r']:
        node = leaf(text)
        print len(rope.splitlines(node)), show(rope.splitlines(node)) + ';',
        print len(show(rope.splitlines(node, True)))
    print show(rope.splitlines(pair('ab\r', '\ncd')))


def case_encode():
    mixed = BinaryConcatNode(leaf('abc'), LiteralUnicodeNode(u'\u20acx'))
    for node in [leaf('abc'), leaf('\xe4'), mixed]:
        ascii = rope.unicode_encode_ascii(node)
        latin = rope.unicode_encode_latin1(node)
        print int(ascii is node), int(latin is node), rope.unicode_encode_utf8(node).flatten_string()
    encoded = rope.unicode_encode_utf8(mixed)
    assert isinstance(encoded, BinaryConcatNode)
    print int(encoded.left is mixed.left)


def case_decode():
    for node in [leaf('abc'), leaf('\xe2\x82\xac'), pair('a\xc3', '\xa4b'), pair('\xe2\x82\xac', 'z'), leaf('\xff'),
                 leaf('ab\xe2\x82')]:
        result = rope.str_decode_utf8(node)
        if result is None:
            print 'None',
        else:
            print result.length(), int(result is node),
    print int(rope.str_decode_ascii(leaf('\x80')) is None), rope.str_decode_latin1(leaf('\x80')).length()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
