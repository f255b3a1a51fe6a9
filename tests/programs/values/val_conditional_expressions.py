# conditional expressions, and/or as values, nested choices
def clamp(n, lo, hi):
    return lo if n < lo else hi if n > hi else n

def first_word(s):
    return (s and s.split(" ")[0]) or "empty"

def entry_point(argv):
    for n in [-5, 5, 50]:
        print clamp(n * len(argv), 0, 10),
    print
    for s in ["hello world", "", "one"]:
        print first_word(s),
    print
    x = 0 or len(argv) and 7
    y = len(argv) - 1 or 9
    print x, y, (x > y) and "more" or "less"
    return 0


def target(driver, args):
    return entry_point, None
