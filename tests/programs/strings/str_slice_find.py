# slicing at the result of find
def split_pair(s):
    i = s.find("=")
    if i < 0:
        return s, ""
    return s[:i], s[i + 1:]

def entry_point(argv):
    for s in ["a=1", "key=value", "novalue", "=", "x=y=z", ""]:
        k, v = split_pair(s)
        print "[%s][%s]" % (k, v),
    print
    return 0


def target(driver, args):
    return entry_point, None
