# Processor time of operations on large integers, in nanoseconds. An ordinary target, for both toolchains.
import time

from rpython.rlib.rbigint import rbigint

SIZES = [20, 100, 1000, 10000, 100000]
SECONDS = 0.2


def add(a, b, c, text):
    return a.add(b)


def mul(a, b, c, text):
    return a.mul(b)


def square(a, b, c, text):
    return a.mul(a)


def divide(a, b, c, text):
    return c.divmod(b)[0]


def to_text(a, b, c, text):
    return a if len(a.str()) > 0 else b


def from_text(a, b, c, text):
    return rbigint.fromdecimalstr(text)


OPERATIONS = [('add', add), ('mul', mul), ('square', square), ('divide', divide), ('str', to_text),
              ('parse', from_text)]


def number(digits, seed):
    """A number of so many decimal digits that looks random."""
    text = ''
    while len(text) < digits:
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        text += str(seed % 900000000 + 100000000)
    return rbigint.fromdecimalstr(text[:digits])


def measure(operation, a, b, c, text):
    """The best of three averages."""
    best = 1e300
    for _ in range(3):
        rounds = 0
        batch = 1
        start = time.clock()
        spent = 0.0
        while spent < SECONDS / 3.0:
            for _ in range(batch):
                operation(a, b, c, text)
            rounds += batch
            batch *= 2
            spent = time.clock() - start
        best = min(best, spent / rounds)
    return best


def entry_point(argv):
    for digits in SIZES:
        a, b, c = number(digits, 5), number(digits, 7), number(2 * digits, 9)
        text = a.str()
        for name, operation in OPERATIONS:
            print digits, name, int(measure(operation, a, b, c, text) * 1e9)
    return 0


def target(driver, args):
    return entry_point, None
