# an uncaught own exception ends the program with its class's name
# skip: untranslated (fatal error)
# status: 134
class MyError(Exception):
    def __init__(self, msg):
        self.msg = msg

def deep(n):
    if n == 0:
        raise MyError("never shown")
    if n == 100:
        return 0
    return deep(n - 1) + 1

def entry_point(argv):
    print "before"
    print deep(3 * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
