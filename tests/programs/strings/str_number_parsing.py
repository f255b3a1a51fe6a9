# hand-written parsing of signed decimals and hexadecimals
class BadNumber(Exception):
    pass

def parse(s):
    if not s:
        raise BadNumber
    i = 0
    sign = 1
    if s[0] == "-":
        sign = -1
        i = 1
    base = 10
    if s[i:i + 2] == "0x":
        base = 16
        i += 2
    if i == len(s):
        raise BadNumber
    n = 0
    while i < len(s):
        c = s[i].lower()
        if "0" <= c <= "9":
            d = ord(c) - ord("0")
        elif "a" <= c <= "f":
            d = ord(c) - ord("a") + 10
        else:
            raise BadNumber
        if d >= base:
            raise BadNumber
        n = n * base + d
        i += 1
    return sign * n

def entry_point(argv):
    for s in ["0", "42", "-17", "0xff", "-0x1F", "", "-", "0x", "12a", "0xg", "--1"]:
        try:
            print parse(s) * len(argv),
        except BadNumber:
            print "bad",
    print
    return 0


def target(driver, args):
    return entry_point, None
