# arguments, in order, with empty ones and spaces
def entry_point(argv):
    print len(argv) - 1
    for i in range(1, len(argv)):
        print "[" + argv[i] + "]", len(argv[i])
    return 0


def target(driver, args):
    return entry_point, None
