# a keyword argument that does not exist
# reference: signature mismatch
def greet(name, times=1):
    return name * times

def entry_point(argv):
    print greet("x", count=len(argv))       #! error: greet, count
    return 0


def target(driver, args):
    return entry_point, None
