# int() of decimal strings
def convert(s):
    try:
        return int(s)
    except ValueError:
        return -1

def entry_point(argv):
    for s in ["0", "10", "-10", "+10", " 12 ", "007", "2147483647", "- 5"]:
        print convert(s),
    print
    for s in ["", "-", "abc", "1.5", "12L", "0x10", "1_0", "1 2", "12\x00", "--3"]:
        print convert(s),
    print
    return 0


def target(driver, args):
    return entry_point, None
