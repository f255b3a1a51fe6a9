# a true result of __exit__ suppresses the exception
# mends: the reference ignores the result
class Quiet(object):
    def __init__(self, quiet):
        self.quiet = quiet
    def __enter__(self):
        return self
    def __exit__(self, a, b, c):
        return self.quiet

def work(quiet):
    with Quiet(quiet):
        raise ValueError
    return "suppressed"

def entry_point(argv):
    print work(len(argv) == 1)
    try:
        print work(len(argv) == 5)
    except ValueError:
        print "ValueError"
    return 0


def target(driver, args):
    return entry_point, None
