# the format operator with s, d, x, o, % and several arguments
def show(name, n):
    print "%s=%d" % (name, n)
    print "%s has %d%% and hex %x octal %o" % (name, n, n, n)
    print "[%s] [%s]" % (n, name)
    print "plain %d" % n
    print "one %s" % name

def entry_point(argv):
    show("alpha", 5)
    show("beta", 255)
    show("gamma", 4096)
    return 0


def target(driver, args):
    return entry_point, None
