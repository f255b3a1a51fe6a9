# lists, strings, dicts that may be None
def get_list(n):
    if n == 0:
        return None
    return [n] * n

def get_str(n):
    if n == 0:
        return None
    return "s" * n

def entry_point(argv):
    for i in range(3):
        l = get_list(i)
        s = get_str(i)
        if l:
            print "list", len(l),
        else:
            print "no list",
        if s is not None:
            print s
        else:
            print "no str"
    x = None
    for i in range(3):
        if i == 2 * len(argv):
            x = [i]
    if x is not None:
        print x[0]
    return 0


def target(driver, args):
    return entry_point, None
