# characters and None-able strings as arguments of a format
def name_of(n):
    if n == 2:
        return None
    return "n%d" % n

def entry_point(argv):
    s = "hello"
    for i in range(len(s)):
        print "%s at %d" % (s[i], i)
    for i in range(1, 4):
        print "[%s]" % name_of(i)
    return 0


def target(driver, args):
    return entry_point, None
