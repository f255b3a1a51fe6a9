# padding helpers written by hand
def ljust(s, n):
    return s + " " * (n - len(s))

def rjust(s, n, fill=" "):
    return fill * (n - len(s)) + s

def center(s, n):
    left = (n - len(s)) / 2
    return ljust(" " * left + s, n)

def entry_point(argv):
    for i in [1, 22, 333, 4444, 55555]:
        s = str(i * len(argv))
        print "[" + ljust(s, 4) + "][" + rjust(s, 4) + "][" + rjust(s, 6, "0") + "][" + center(s, 7) + "]"
    return 0


def target(driver, args):
    return entry_point, None
