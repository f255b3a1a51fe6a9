# numbers to text and back
# skip: js (64-bit words)
def entry_point(argv):
    bad = 0
    n = 1
    for i in range(1, 60):
        if int(str(n)) != n or int(str(-n)) != -n:
            bad += 1
        n = n * 3 % 1000000007
    print bad, n
    t = 0
    for s in "10 20 -5 x 7".split(" "):
        try:
            t += int(s)
        except ValueError:
            t += 1000
    print t
    return 0


def target(driver, args):
    return entry_point, None
