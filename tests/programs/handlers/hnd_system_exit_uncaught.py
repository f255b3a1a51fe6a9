# SystemExit gets no exemption
# skip: untranslated (the program exits)
# status: 134
def f(n):
    if n:
        raise SystemExit(3)

def entry_point(argv):
    print "before"
    f(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
