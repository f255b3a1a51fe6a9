# several return statements; results None or value; falling off the end
def find(s, c):
    for i in range(len(s)):
        if s[i] == c:
            return "at %d" % i

def nothing(n):
    if n > 3:
        return
    print "n is", n

def entry_point(argv):
    print find("hello", "l"), find("hello", "z")
    nothing(2 * len(argv))
    nothing(10)
    return 0


def target(driver, args):
    return entry_point, None
