# rounding errors of sums and the Kahan method
# skip: untranslated (run-time floats print with six decimals)
def plain(n):
    t = 0.0
    for i in range(n):
        t += 0.1
    return t

def kahan(n):
    t = 0.0
    c = 0.0
    for i in range(n):
        y = 0.1 - c
        s = t + y
        c = (s - t) - y
        t = s
    return t

def entry_point(argv):
    n = 100000
    print (plain(n) - n / 10) * 1e9
    print (kahan(n) - n / 10) * 1e9
    print plain(10) == 1.0, kahan(10) == 1.0
    return 0


def target(driver, args):
    return entry_point, None
