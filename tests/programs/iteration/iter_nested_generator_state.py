# generators that keep much state and are run in step
def counter(name, start, stop):
    n = start
    total = 0
    while n < stop:
        total += n
        yield name + str(n)
        n += 2
    yield name + "=" + str(total)

def collatz(n):
    while n != 1:
        yield n
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
    yield 1

def entry_point(argv):
    a = counter("a", 0, 6)
    b = counter("b", 10, 13 * len(argv))
    out = []
    running_a = True
    running_b = True
    while running_a or running_b:
        if running_a:
            try:
                out.append(a.next())
            except StopIteration:
                running_a = False
        if running_b:
            try:
                out.append(b.next())
            except StopIteration:
                running_b = False
    print " ".join(out)
    for n in collatz(6):
        print n,
    print
    return 0


def target(driver, args):
    return entry_point, None
