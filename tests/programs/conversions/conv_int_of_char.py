# int() of a single character and of a slice
def value(c):
    try:
        return int(c)
    except ValueError:
        return -1

def entry_point(argv):
    s = "7a3 "
    for i in range(len(s)):
        print value(s[i]),
    print
    print int(s[0:1]) + int(s[2:3])
    return 0


def target(driver, args):
    return entry_point, None
