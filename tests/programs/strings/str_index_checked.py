# an index beyond the end is an IndexError where it is handled
def at(s, i):
    try:
        return s[i]
    except IndexError:
        return "!"

def at_base(s, i):
    try:
        return s[i]
    except LookupError:
        return "?"

def at_bare(s, i):
    try:
        return s[i]
    except:
        return "#"

def entry_point(argv):
    for i in [0, 2, 3, 100, -1, -3, -4, -100]:
        print at("abc", i), at_base("abc", i), at_bare("abc", i),
    print
    print at("", 0)
    return 0


def target(driver, args):
    return entry_point, None
