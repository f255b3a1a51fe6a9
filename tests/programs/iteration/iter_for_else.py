# else clauses of loops
def find(l, x):
    for i in range(len(l)):
        if l[i] == x:
            print "found at", i
            break
    else:
        print "not found"

def entry_point(argv):
    find([3, 4, 5], 4)
    find([3, 4, 5], 9)
    i = len(argv)
    while i < 4:
        i += 1
    else:
        print "ended", i
    while i > 0:
        i -= 1
        if i == 2:
            break
    else:
        print "never"
    print i
    return 0


def target(driver, args):
    return entry_point, None
