# the value of a yield expression
# reference: an error about the generator

def numbers(n):
    x = yield n                             #! error: yield
    yield x

def entry_point(argv):
    for i in numbers(len(argv)):
        print i
    return 0


def target(driver, args):
    return entry_point, None
