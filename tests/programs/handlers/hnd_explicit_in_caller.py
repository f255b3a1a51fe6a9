# errors that are always raised: seen by handlers in callers
def parse(s):
    return int(s)

def parse_float(s):
    return float(s)

def find(l):
    return l.index(5)

def drop(l):
    l.remove(5)

def unpack(l):
    a, b = l
    return a + b

def look(d, k):
    return d[k]

def entry_point(argv):
    try:
        print parse("x" * len(argv))
    except ValueError:
        print "int"
    try:
        print int(parse_float("y"))
    except ValueError:
        print "float"
    try:
        print find([1, 2])
    except ValueError:
        print "index"
    try:
        drop([1, 2])
        print "dropped"
    except ValueError:
        print "remove"
    try:
        print unpack([1, 2, 3])
    except ValueError:
        print "unpack"
    try:
        print look({"a": 1}, "b")
    except KeyError:
        print "key"
    return 0


def target(driver, args):
    return entry_point, None
