# chr and ord, checked and unchecked
def to_char(n):
    try:
        return chr(n)
    except ValueError:
        return "?"

def alphabet(n):
    s = ""
    for i in range(n):
        s += chr(ord("a") + i)
    return s

def entry_point(argv):
    for n in [65, 97, 48, 256, -1, 1000]:
        print to_char(n),
    print
    s = alphabet(26)
    print s
    print ord(s[len(argv)]), ord("\xff"), ord(s[0])
    return 0


def target(driver, args):
    return entry_point, None
