# assertions that hold; assertions have effects
def check(n):
    print "check", n,
    return n > 0

def entry_point(argv):
    assert check(len(argv)), "message"
    print "ok"
    assert len(argv) == 1
    x = [1, 2]
    assert isinstance(x, list)
    print "end"
    return 0


def target(driver, args):
    return entry_point, None
