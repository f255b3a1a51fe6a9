# while loops with several exits
def first_divisor(n):
    d = 2
    while d * d <= n:
        if n % d == 0:
            return d
        d += 1
    return n

def digits_until(s, stop):
    i = 0
    out = ""
    while i < len(s) and s[i] != stop:
        out += s[i]
        i += 1
    return out

def entry_point(argv):
    for n in [2, 9, 15, 49, 97, 91]:
        print first_divisor(n),
    print
    print digits_until("12345", "4"), digits_until("abc", "z")
    return 0


def target(driver, args):
    return entry_point, None
