# bare raise and raise of the caught instance
class E(Exception):
    def __init__(self, n):
        self.n = n

def throw(n):
    raise E(n)

def log(n):
    try:
        throw(n)
    except E:
        print "log",
        raise

def again(n):
    try:
        throw(n)
    except E, e:
        e.n += 100
        raise e

def other(n):
    try:
        throw(n)
    except E, e:
        raise ValueError

def entry_point(argv):
    try:
        log(5)
    except E, e:
        print e.n
    try:
        again(len(argv))
    except E, e:
        print e.n
    try:
        other(1)
    except ValueError:
        print "ValueError"
    return 0


def target(driver, args):
    return entry_point, None
