# an exception raised in a handler replaces the first
# skip: untranslated (fatal error)
# status: 134
class Second(Exception):
    pass

def first(n):
    if n:
        raise ValueError
    return 0

def entry_point(argv):
    print "line",
    print "complete"
    print "lost",
    try:
        first(len(argv))
    except ValueError:
        raise Second
    return 0


def target(driver, args):
    return entry_point, None
