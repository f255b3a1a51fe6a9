# calls, loops, 64-bit results, exceptions and roots, whichever of their calls finds another kind of code
import gc
from rpython.rlib.rarithmetic import r_longlong, r_ulonglong, r_singlefloat, intmask


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


class Shape(object):
    def area(self, n):
        raise NotImplementedError


class Square(Shape):
    def area(self, n):
        return r_longlong(n) * n


class Strip(Shape):
    def __init__(self, width):
        self.width = width

    def area(self, n):
        return r_longlong(self.width) * n - 1


class TooMuch(Exception):
    def __init__(self, amount):
        self.amount = amount


def chain(n, tail):
    """The lists that wait in all of the frames must survive."""
    if n == 0:
        gc.collect()
        return tail
    own = [n, n + 1]
    text = str(n)
    deeper = chain(n - 1, Node(n, tail))
    assert len(own) == 2 and own[0] + 1 == own[1]
    return Node(own[1] + len(text), deeper)


def total(node):
    result = r_longlong(0)
    while node is not None:
        result = (result * 3 + node.value) & 0xffffffffff
        node = node.next
    return result


def wide(n):
    if n == 0:
        return r_ulonglong(0x123456789)
    return wide(n - 1) * r_ulonglong(31) + r_ulonglong(n)


def plus(x):
    return r_longlong(x) << 33


def minus(x):
    return -(r_longlong(x) << 20)


def by_pointer(functions, n):
    result = r_longlong(0)
    for i in range(n):
        result += functions[i % len(functions)](i)
    return result


def spend(amount, n):
    if n == 0:
        raise TooMuch(amount)
    try:
        return spend(amount + n, n - 1)
    finally:
        log.spent += n


class Log(object):
    spent = 0


log = Log()


def guarded(n):
    try:
        return spend(0, n)
    except TooMuch as e:
        return -e.amount


def fraction(n):
    x = 1.0
    for i in range(n):
        x = x * 0.5 + i
    return x


def small(n):
    return r_singlefloat(float(n) * 0.25)


def endless(n):
    return endless(n + 1) + 1


def shapes(n):
    result = r_longlong(0)
    each = [Square(), Strip(7), Square(), Strip(-2)]
    for i in range(n):
        result += each[i & 3].area(i)
    return result


def large(n):
    blocks = []
    for i in range(n):
        blocks.append('x' * 3000000 + str(i))
    return len(''.join([block[-1] for block in blocks]))


def entry_point(argv):
    rounds = 12
    if len(argv) > 1:
        rounds = int(argv[1])
    x = 0
    long = r_longlong(1) << 40
    real = 0.5
    single = r_singlefloat(0.75)
    head = None
    word = 'start'
    while x < rounds:
        head = Node(x, head)
        long = long + total(chain(x * 3, head)) - shapes(x * 2)
        real = real + fraction(x)
        single = small(int(float(single)) + x)
        word = word[1:] + chr(ord('a') + x % 26)
        print x, long, int(real * 1000.0), int(float(single) * 4.0), word, guarded(x), log.spent
        x += 1
    for i in range(rounds):
        print i, wide(i), by_pointer([plus, minus, plus], i)
        for j in range(i):
            long ^= intmask(wide(j) & 0xffffff)
    try:
        endless(0)
    except RuntimeError:
        print 'too deep'
    print large(11), intmask(long & 0xffff), word
    return 0


def target(driver, args):
    return entry_point, None
