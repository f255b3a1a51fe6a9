# methods that copy, compare and hash by hand
from rpython.rlib.objectmodel import r_dict

class Card(object):
    def __init__(self, suit, rank):
        self.suit = suit
        self.rank = rank
    def copy(self):
        return Card(self.suit, self.rank)
    def equals(self, other):
        return self.suit == other.suit and self.rank == other.rank
    def hash(self):
        return self.suit * 13 + self.rank
    def less(self, other):
        if self.rank == other.rank:
            return self.suit < other.suit
        return self.rank < other.rank
    def show(self):
        return "A23456789TJQK"[self.rank] + "CDHS"[self.suit]

def card_eq(a, b):
    return a.equals(b)

def card_hash(a):
    return a.hash()

def entry_point(argv):
    deck = []
    for s in range(4):
        for r in range(13):
            deck.append(Card(s, r))
    c = deck[20].copy()
    print c.show(), c is deck[20] and "same" or "copy", c.equals(deck[20]) and "equal" or "different"
    seen = r_dict(card_eq, card_hash)
    for i in range(100):
        seen[deck[(i * 7 * len(argv)) % 52].copy()] = i
    print len(seen), seen[deck[7]]
    best = deck[0]
    for d in deck:
        if best.less(d):
            best = d
    print best.show()
    return 0


def target(driver, args):
    return entry_point, None
