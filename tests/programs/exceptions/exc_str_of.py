# str of an exception never shows its message
# skip: untranslated (the message is not shown)
class MyError(Exception):
    def __init__(self, msg):
        self.msg = msg
    def __str__(self):
        return self.msg

def throw(n):
    if n:
        raise MyError("hello")
    raise ValueError("text")

def entry_point(argv):
    for i in range(2):
        try:
            throw(i)
        except MyError, e:
            s = str(e)
            print s[:19], e.__str__(), e.msg
        except ValueError, e:
            s = str(e)
            print s[:22]
    return 0


def target(driver, args):
    return entry_point, None
