# Generators: arguments, loops, exceptions, several at once.
from _cases import entry_point_of


def count_up(start, stop):
    while start < stop:
        yield start
        start += 1


def pairs(n):
    for i in range(n):
        yield i, i * i


def words(text):
    word = ''
    for c in text:
        if c == ' ':
            yield word
            word = ''
        else:
            word += c
    yield word


def nothing(n):
    if n < 0:
        yield n


def parts_that_may_be_unreachable(n):
    if n < 0:
        yield -1
    yield n
    if n < 0:
        yield -2
    yield n + 1


def with_handler(values):
    for v in values:
        try:
            yield 100 // v
        except ZeroDivisionError:
            yield -1


def with_finally(log, n):
    for i in range(n):
        try:
            if i == 1:
                continue
            yield i
        finally:
            log.append(i)


def raises_at(n):
    for i in range(5):
        if i == n:
            raise ValueError
        yield i


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


class Tree(object):
    def __init__(self, value, children):
        self.value = value
        self.children = children

    def values(self):
        yield self.value
        for child in self.children:
            for value in child.values():
                yield value


def case_loop():
    for i in count_up(2, 6):
        print i,
    for i in count_up(6, 2):
        print i,
    print '.'


def case_next():
    gen = count_up(0, 2)
    for attempt in range(4):
        try:
            print gen.next(),
        except StopIteration:
            print 'end',
    print


def case_tuples():
    for i, square in pairs(4):
        print i, square,
    print


def case_texts():
    for word in words('to be or not'):
        print '<' + word + '>',
    print


def case_that_yields_nothing():
    for n in [1, -1]:
        count = 0
        for i in nothing(n):
            count += 1
        print count,
    print


def case_unreachable_yields():
    for n in [4, 10]:
        total = 0
        for i in parts_that_may_be_unreachable(abs(n)):
            total += i
        print total,
    print


def case_two_at_once():
    a = count_up(0, 3)
    b = count_up(10, 20)
    for attempt in range(3):
        print a.next(), b.next(), b.next(),
    print


def case_handler_inside():
    for v in with_handler([5, 0, 20]):
        print v,
    print


def case_finally_inside():
    log = []
    for i in with_finally(log, 3):
        print i,
    print len(log), log[0], log[1], log[2]


def case_exception_comes_out():
    for n in [0, 2, 9]:
        total = 0
        try:
            for i in raises_at(n):
                total += 1
        except ValueError:
            print 'raised',
        print total,
    print


def case_after_an_exception_it_is_at_its_end():
    gen = raises_at(1)
    for attempt in range(3):
        try:
            print gen.next(),
        except ValueError:
            print 'raised',
        except StopIteration:
            print 'end',
    print


def case_endless():
    for n in fibonacci():
        if n > 50:
            break
        print n,
    print


def case_method():
    tree = Tree(1, [Tree(2, [Tree(3, [])]), Tree(4, [])])
    for value in tree.values():
        print value,
    print


def case_passed_around():
    def total_of(gen, most):
        total = 0
        for attempt in range(most):
            total += gen.next()
        return total
    gen = fibonacci()
    print total_of(gen, 5), total_of(gen, 2), gen.next()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
