# equality and ordering of strings
def t(b):
    return "T" if b else "F"

def show(a, b):
    print t(a == b) + t(a != b) + t(a < b) + t(a <= b) + t(a > b) + t(a >= b)

def entry_point(argv):
    show("abc", "abd")
    show("abc", "ab")
    show("", "a")
    show("same", "sa" + "me" * len(argv))
    show("\xff", "a")
    show("Z", "a")
    show("a\x00b", "a\x00c")
    s = "hello" * len(argv)
    print t(s[0] == "h"), t(s[1] < s[0]), t(s[2] == s[3]), t("h" == s), t(s[0] == s)
    return 0


def target(driver, args):
    return entry_point, None
