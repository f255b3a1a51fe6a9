# endless recursion without a handler
# skip: untranslated (fatal error)
# status: 134
def forever(n):
    if n == 2000000000:
        return 0
    return forever(n + 1) + 1

def entry_point(argv):
    print "before"
    print forever(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
