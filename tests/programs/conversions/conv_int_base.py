# int() with a base
def convert(s, base):
    try:
        return int(s, base)
    except ValueError:
        return -1

def entry_point(argv):
    print convert("ff", 16), convert("FF", 16), convert("-7f", 16), convert("z", 36), convert("Zz", 36)
    print convert("1011", 2), convert("777", 8), convert("9", 8), convert("12", 3), convert("10", 7)
    print convert("10", 1), convert("10", 37), convert("", 10)
    return 0


def target(driver, args):
    return entry_point, None
