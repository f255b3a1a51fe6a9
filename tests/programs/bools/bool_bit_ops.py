# and, or, xor of bools stay bools
# skip: untranslated (run-time bools print as digits)
def entry_point(argv):
    for a in [False, True]:
        for b in [False, True]:
            print a & b, a | b, a ^ b,
    print
    p = len(argv) > 0
    print (p & True) == True, p | 4, p ^ 3
    return 0


def target(driver, args):
    return entry_point, None
