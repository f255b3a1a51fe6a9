# a constant bool prints as a word, a run-time bool as a digit
# skip: untranslated (run-time bools print as digits)
def is_big(n):
    return n > 10

def entry_point(argv):
    print True, False
    print is_big(5), is_big(50)
    b = is_big(len(argv))
    print b, not b
    print [b, not b], (b, 1)
    return 0


def target(driver, args):
    return entry_point, None
