# what the format operator gives is an ordinary string
def describe(i):
    return "<%d:%s>" % (i, "ab" * i)

def entry_point(argv):
    parts = []
    for i in range(4):
        parts.append(describe(i))
    s = ",".join(parts)
    print s, len(s)
    print s.find("<2"), s[1], s.replace("<", "(")
    return 0


def target(driver, args):
    return entry_point, None
