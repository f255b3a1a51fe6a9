# None-able unicode strings
# skip: untranslated (print of unicode)
def maybe(n):
    if n == 1:
        return u"some"
    return None

def entry_point(argv):
    for i in range(2):
        u = maybe(i)
        if u is None:
            print "none"
        else:
            print len(u), u.encode("utf-8")
        print u
    return 0


def target(driver, args):
    return entry_point, None
