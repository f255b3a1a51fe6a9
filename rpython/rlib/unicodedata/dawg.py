"""Sets of words as graphs in which words with the same end share it, packed into a string.

The words are numbered in alphabetical order. A node of the packed graph is the number of words that end in it or behind it, with a
bit that says whether one ends here, the number of edges, and for each edge the length of its text, the text, and where the
node behind it stands. Nodes stand behind those that their edges lead to; the last four bytes say where the first one is.
"""

# ------------------------------------------------------------ numbers


def encode_varint_unsigned(i, res):
    """Appends the bytes of a number to a list, seven bits each, the lowest first; how many they are."""
    count = 1
    while i > 127:
        res.append(chr(i & 127 | 128))
        i >>= 7
        count += 1
    res.append(chr(i))
    return count


def decode_varint_unsigned(b, index=0):
    """The number that begins at `index`, and where it ends."""
    result = 0
    shift = 0
    while True:
        byte = ord(b[index])
        index += 1
        result |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return result, index


def number_add_bits(x, *bits):
    """A number with some bits behind it."""
    for bit in bits:
        assert bit == 0 or bit == 1
        x = x << 1 | bit
    return x


def number_split_bits(x, n):
    """The opposite: the number and its last `n` bits."""
    return (x >> n,) + tuple([x >> i & 1 for i in range(n - 1, -1, -1)])


# ------------------------------------------------------------ building

class DawgNode(object):
    """A node; `edges` is a list of (text, node) in alphabetical order."""

    def __init__(self):
        self.final = False
        self.edges = []
        self.count = 0

    def key(self):
        """The same for nodes from which the same words begin, if that is so for all nodes behind them."""
        return self.final, tuple([(text, id(node)) for text, node in self.edges])


class Dawg(object):
    """Takes words in alphabetical order, each with a number."""

    def __init__(self):
        self.root = DawgNode()
        self.previous = None
        self.data = []
        self.inverse = {}
        self._known = {}            # finished nodes by key
        self._path = [self.root]    # the nodes of the previous word, which are not finished

    def insert(self, word, value):
        if self.previous is not None and word <= self.previous:
            raise ValueError("the words must come in alphabetical order")
        common = 0
        if self.previous is not None:
            while common < min(len(word), len(self.previous)) and word[common] == self.previous[common]:
                common += 1
        self._finish_path(common)
        for c in word[common:]:
            node = DawgNode()
            self._path[-1].edges.append((c, node))
            self._path.append(node)
        self._path[-1].final = True
        self.previous = word
        self.inverse[value] = len(self.data)
        self.data.append(value)

    def _finish_path(self, length):
        """Replaces the nodes behind so many characters by known ones that are the same."""
        while len(self._path) > length + 1:
            node = self._path.pop()
            node = self._known.setdefault(node.key(), node)
            parent = self._path[-1]
            parent.edges[-1] = parent.edges[-1][0], node

    def finish(self):
        """The packed graph, the values by number of the word, the numbers by value."""
        self._finish_path(0)
        packed = []
        start = _pack(self.root, {}, packed)
        return ''.join(packed) + _four_bytes(start), self.data, self.inverse


def _four_bytes(number):
    return ''.join([chr(number >> shift & 255) for shift in (0, 8, 16, 24)])


def _longest_edge(text, node):
    """An edge without the nodes that no word ends in and that have only one edge."""
    while not node.final and len(node.edges) == 1:
        more, node = node.edges[0]
        text += more
    return text, node


def _pack(node, positions, packed):
    """Where a node stands; appends it, behind those that it leads to."""
    if node in positions:
        return positions[node]
    edges = [_longest_edge(text, child) for text, child in node.edges]
    children = [_pack(child, positions, packed) for text, child in edges]
    node.count = int(node.final) + sum([child.count for text, child in edges])
    positions[node] = sum([len(piece) for piece in packed])
    piece = []
    encode_varint_unsigned(number_add_bits(node.count, int(node.final)), piece)
    encode_varint_unsigned(len(edges), piece)
    for i in range(len(edges)):
        text = edges[i][0]
        encode_varint_unsigned(len(text), piece)
        piece.append(text)
        encode_varint_unsigned(children[i], piece)
    packed.append(''.join(piece))
    if len(packed) > 1:
        packed[:] = [''.join(packed)]
    return positions[node]


# ------------------------------------------------------------ reading

def _first_node(packed):
    end = len(packed) - 4
    return ord(packed[end]) | ord(packed[end + 1]) << 8 | ord(packed[end + 2]) << 16 | ord(packed[end + 3]) << 24


def _lookup(packed, s):
    """The number of a word, or KeyError."""
    at = _first_node(packed)
    number = 0
    done = 0
    while True:
        header, at = decode_varint_unsigned(packed, at)
        if done == len(s):
            if header & 1:
                return number
            raise KeyError
        number += header & 1
        left, at = decode_varint_unsigned(packed, at)
        size = child = 0
        while left > 0:
            size, at = decode_varint_unsigned(packed, at)
            child, behind = decode_varint_unsigned(packed, at + size)
            if packed[at] == s[done]:
                break
            number += decode_varint_unsigned(packed, child)[0] >> 1
            at = behind
            left -= 1
        if left == 0 or done + size > len(s):
            raise KeyError
        for i in range(size):
            if packed[at + i] != s[done + i]:
                raise KeyError
        done += size
        at = child


def _inverse_lookup(packed, number):
    """The word with a number, or KeyError."""
    at = _first_node(packed)
    header, at = decode_varint_unsigned(packed, at)
    if number < 0 or number >= header >> 1:
        raise KeyError
    result = []
    while True:
        if header & 1:
            if number == 0:
                return ''.join(result)
            number -= 1
        left, at = decode_varint_unsigned(packed, at)
        while True:
            size, at = decode_varint_unsigned(packed, at)
            child, behind = decode_varint_unsigned(packed, at + size)
            header, inside = decode_varint_unsigned(packed, child)
            if number < header >> 1:
                break
            number -= header >> 1
            at = behind
        for i in range(size):
            result.append(packed[at + i])
        at = inside


def lookup(packed, data, s):
    """The value of a word, or KeyError."""
    return data[_lookup(packed, s)]


def inverse_lookup(packed, inverse, x):
    """The word with a value, or KeyError."""
    return _inverse_lookup(packed, inverse[x])


def build_compression_dawg(codewriter, ucdata):
    """Writes `dawg_lookup(name)` and `lookup_charcode(number)` for a dict from names to numbers."""
    dawg = Dawg()
    for name in sorted(ucdata):
        dawg.insert(name, ucdata[name])
    packed, data, inverse = dawg.finish()
    codewriter.print_uncounted('from rpython.rlib.unicodedata.dawg import _inverse_lookup, _lookup')
    codewriter.print_uncounted('from rpython.rlib.unicodedata.supportcode import signed_ord')
    codewriter.print_string('packed_dawg', packed, 'dawg')
    codewriter.print_listlike('pos_to_code', data, 'dawg')
    codewriter.print_dict('code_to_pos', inverse, 'dawg')
    codewriter.print_uncounted('''
def dawg_lookup(n):
    return pos_to_code(_lookup(packed_dawg, n))

def lookup_charcode(c):
    return _inverse_lookup(packed_dawg, code_to_pos[c])
''')
    return dawg
