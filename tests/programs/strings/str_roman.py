# building strings from tables
VALUES = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
NAMES = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]

def roman(n):
    res = ""
    for i in range(len(VALUES)):
        while n >= VALUES[i]:
            res += NAMES[i]
            n -= VALUES[i]
    return res

def value(s):
    t = 0
    i = 0
    while i < len(s):
        found = -1
        for k in range(len(NAMES)):
            name = NAMES[k]
            if s[i:i + len(name)] == name:
                if found < 0 or len(name) > len(NAMES[found]):
                    found = k
        t += VALUES[found]
        i += len(NAMES[found])
    return t

def entry_point(argv):
    for n in [1, 4, 9, 14, 40, 90, 400, 1987, 2024, 3999]:
        r = roman(n)
        print n, r, value(r)
    return 0


def target(driver, args):
    return entry_point, None
