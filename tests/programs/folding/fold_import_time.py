# whatever runs at import time is arbitrary Python
import re

WORDS = sorted(set("the cat and the hat".split()), key=lambda w: (len(w), w))
TABLE = dict((w, len(w)) for w in WORDS)
PRIMES = [n for n in range(2, 50) if all(n % d for d in range(2, n))]
TOTAL = sum(PRIMES)
PARTS = re.findall("[0-9]+", "a1b22c333")
PAIRS = zip("abc", range(3))
MATRIX = map(list, zip(*[[1, 2], [3, 4]]))
exec "GENERATED = %r" % ("x" * 3)

def entry_point(argv):
    n = len(argv)
    for w in WORDS:
        print w, TABLE[w],
    print
    print len(PRIMES), TOTAL, PRIMES[n], PARTS[n], GENERATED
    for a, b in PAIRS:
        print a, b,
    print MATRIX[n][0]
    return 0


def target(driver, args):
    return entry_point, None
