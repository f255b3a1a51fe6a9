# finally with break and continue
def entry_point(argv):
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3 * len(argv):
                break
            print "body", i,
        finally:
            print "fin", i
    print "out"
    n = 0
    while True:
        try:
            try:
                n += 1
                if n > 2:
                    break
            finally:
                print "inner", n
        finally:
            print "outer", n
    return 0


def target(driver, args):
    return entry_point, None
