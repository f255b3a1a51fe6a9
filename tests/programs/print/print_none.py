# None in print, str and formatting
def maybe(n):
    if n > 1:
        return "value"
    return None

def entry_point(argv):
    print maybe(1), maybe(2)
    print str(maybe(1)) + "!"
    print "<%s> <%s>" % (maybe(1), maybe(2))
    print None
    return 0


def target(driver, args):
    return entry_point, None
