# %s in a unicode format, of unicode strings that may be None
def pick(n):
    if n % 2:
        return None
    return unichr(0xe0) + u"b"


def entry_point(argv):
    for n in range(2):
        text = u"before %s after" % (pick(n),)
        print len(text), text.encode("utf-8")
        print (u"%s" % pick(n)).encode("utf-8"), (u"%s|%s" % (pick(n), pick(n + 1))).encode("utf-8")
    return 0


def target(driver, args):
    return entry_point, None
