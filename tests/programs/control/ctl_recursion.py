# recursion: Hanoi, Ackermann, permutations, mutual recursion
def hanoi(n, a, b, c):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)

def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))

def permute(prefix, rest, out):
    if not rest:
        out.append(prefix)
        return
    for i in range(len(rest)):
        permute(prefix + rest[i], rest[:i] + rest[i + 1:], out)

def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

def entry_point(argv):
    print hanoi(8, 1, 2, 3), ack(2, 5), ack(1, 7)
    out = []
    permute("", "abc" * len(argv), out)
    print " ".join(out)
    print "even" if even(10) else "odd", "even" if even(7) else "odd"
    return 0


def target(driver, args):
    return entry_point, None
