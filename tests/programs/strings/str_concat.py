# concatenation of strings and characters
def build(n):
    s = ""
    for i in range(n):
        s = s + chr(97 + i) + "-"
    return s

def entry_point(argv):
    print build(5)
    a = "one" * len(argv)
    b = "two"
    print a + b, b + a + b, a[0] + b, a + b[1], a[0] + b[0]
    c = a
    c += b
    c += "!"
    print a, c, len(c)
    return 0


def target(driver, args):
    return entry_point, None
