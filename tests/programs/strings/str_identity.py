# equal strings made at run time are different objects; one string is itself
# skip: untranslated (small strings are shared there)
def make(n):
    return "ab" + str(n)

def entry_point(argv):
    a = make(1)
    b = make(len(argv))
    c = a
    print a == b, a is b, a is c, a is not b
    return 0


def target(driver, args):
    return entry_point, None
