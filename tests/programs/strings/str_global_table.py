# constant strings and tables at module level
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
GREETING = "hello " + "world"
LONG = "xyz" * 1000

def to_base(n, base):
    if n == 0:
        return "0"
    neg = n < 0
    if neg:
        n = -n
    out = []
    while n:
        out.append(DIGITS[n % base])
        n = n // base
    if neg:
        out.append("-")
    out.reverse()
    return "".join(out)

def entry_point(argv):
    for b in [2, 8, 10, 16, 36]:
        print to_base(123456, b), to_base(-255, b), to_base(0, b)
    print GREETING, len(LONG), LONG[len(argv)]
    return 0


def target(driver, args):
    return entry_point, None
