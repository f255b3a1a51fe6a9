# Searching in ropes where a match begins inside of another that fails at its end.
# mends: the search loses matches that begin before the place where another failed
from rpython.rlib.rope import BinaryConcatNode, FindIterator, LiteralStringNode, find


def leaf(text):
    return LiteralStringNode(text)


def entry_point(argv):
    text = 'abababcabababcabababd'
    node = leaf('')
    for start in range(0, len(text), 4):
        stop = min(start + 4, len(text))
        node = BinaryConcatNode(node, leaf(text[start:stop]))
    for word in ['ababd', 'ababcaba', 'abd', 'bababc', 'abababd']:
        print find(node, leaf(word)), find(node, leaf(word), 3), find(node, leaf(word), 0, 14)
    places = FindIterator(node, leaf('ababc'))
    print places.next(), places.next()
    return 0


def target(driver, args):
    return entry_point, None
