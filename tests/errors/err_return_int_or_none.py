# a function that returns an index or None
# reference: UnionError without a place
def find(s, c):
    for i in range(len(s)):
        if s[i] == c:
            return i                        #! note: int
    return None                             #! error: None, int

def entry_point(argv):
    if find("abc", "b" * len(argv)) is None:
        print "nothing"
    return 0


def target(driver, args):
    return entry_point, None
