# membership of substrings and characters
def t(b):
    return "T" if b else "F"

def entry_point(argv):
    s = "hello world" * len(argv)
    print t("wor" in s), t("h" in s), t("x" in s), t("" in s), t("xyz" not in s), t(s in s)
    vowels = 0
    for c in s:
        if c in "aeiou":
            vowels += 1
    print vowels
    print t(s[0] in ("h", "j")), t(s in ("hello world", "x")), t("b" * len(argv) in ["a", "b"])
    return 0


def target(driver, args):
    return entry_point, None
