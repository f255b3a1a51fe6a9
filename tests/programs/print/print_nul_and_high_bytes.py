# bytes are written as they are
def entry_point(argv):
    s = "a\x00b"
    for i in range(len(argv)):
        s = s + chr(200 + i) + "\xff"
    print s
    print len(s)
    return 0


def target(driver, args):
    return entry_point, None
