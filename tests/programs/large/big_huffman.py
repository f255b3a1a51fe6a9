# Huffman codes, their bits and back; run lengths beside them
from rpython.rlib.rstring import StringBuilder


class Node(object):
    def __init__(self, weight, order):
        self.weight = weight
        self.order = order


class Leaf(Node):
    def __init__(self, weight, order, char):
        Node.__init__(self, weight, order)
        self.char = char


class Inner(Node):
    def __init__(self, left, right, order):
        Node.__init__(self, left.weight + right.weight, order)
        self.left = left
        self.right = right


def smaller(a, b):
    if a.weight != b.weight:
        return a.weight < b.weight
    return a.order < b.order


def take_least(nodes):
    k = 0
    for i in range(1, len(nodes)):
        if smaller(nodes[i], nodes[k]):
            k = i
    return nodes.pop(k)


def build(text):
    counts = [0] * 256
    for c in text:
        counts[ord(c)] += 1
    nodes = []
    order = 0
    for i in range(256):
        if counts[i]:
            nodes.append(Leaf(counts[i], order, chr(i)))
            order += 1
    root = nodes[0]
    if len(nodes) == 1:
        return Inner(root, root, order)
    while len(nodes) > 1:
        a = take_least(nodes)
        b = take_least(nodes)
        root = Inner(a, b, order)
        order += 1
        nodes.append(root)
    return root


def codes(node, prefix, table):
    if isinstance(node, Leaf):
        table[ord(node.char)] = prefix
    else:
        assert isinstance(node, Inner)
        codes(node.left, prefix + "0", table)
        codes(node.right, prefix + "1", table)


def encode(text, table):
    b = StringBuilder()
    acc = 0
    n = 0
    total = 0
    for c in text:
        for bit in table[ord(c)]:
            acc = acc << 1 | (1 if bit == "1" else 0)
            n += 1
            total += 1
            if n == 8:
                b.append(chr(acc))
                acc = 0
                n = 0
    if n:
        b.append(chr(acc << (8 - n)))
    return b.build(), total


def decode(data, total, root):
    b = StringBuilder()
    node = root
    for i in range(total):
        bit = ord(data[i >> 3]) >> (7 - (i & 7)) & 1
        assert isinstance(node, Inner)
        node = node.right if bit else node.left
        if isinstance(node, Leaf):
            b.append(node.char)
            node = root
    return b.build()


def run_length(s):
    b = StringBuilder()
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        if j - i > 1:
            b.append(str(j - i))
        b.append(s[i])
        i = j
    return b.build()


def unrun(s):
    b = StringBuilder()
    n = 0
    for c in s:
        if c.isdigit():
            n = n * 10 + ord(c) - ord("0")
        else:
            b.append_multiple_char(c, max(n, 1))
            n = 0
    return b.build()


def entry_point(argv):
    for text in ["abracadabra", "aaaa", "the quick brown fox jumps over the lazy dog" * 20 * len(argv)]:
        root = build(text)
        table = [""] * 256
        codes(root, "", table)
        data, total = encode(text, table)
        print len(text), total, len(data), decode(data, total, root) == text and "same" or "differ"
        print " ".join([chr(i) + ":" + table[i] for i in range(97, 123) if table[i]])
    for s in ["aaabbbcd", "", "zzzzzzzzzzzzzzz", "abc"]:
        r = run_length(s)
        print "[" + r + "]", unrun(r) == s and "same" or "differ"
    return 0


def target(driver, args):
    return entry_point, None
