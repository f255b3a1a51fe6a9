# reversing and comparing
def reverse(s):
    res = ""
    i = len(s) - 1
    while i >= 0:
        res += s[i]
        i -= 1
    return res

def clean(s):
    return "".join([c.lower() for c in s if c.isalnum()])

def entry_point(argv):
    for s in ["level", "A man, a plan, a canal: Panama", "hello", "", "No lemon, no melon"]:
        c = clean(s)
        print c, reverse(c), "yes" if c == reverse(c) else "no"
    return 0


def target(driver, args):
    return entry_point, None
