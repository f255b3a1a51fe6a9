# raise and catch built-in and own exceptions
class MyError(Exception):
    pass

def check(n):
    if n == 1:
        raise ValueError
    if n == 2:
        raise KeyError("missing")
    if n == 3:
        raise MyError()
    if n == 4:
        raise IndexError
    return n

def entry_point(argv):
    for i in range(5):
        try:
            print "result", check(i)
        except ValueError:
            print "ValueError"
        except KeyError:
            print "KeyError"
        except MyError:
            print "MyError"
        except IndexError:
            print "IndexError"
    return 0


def target(driver, args):
    return entry_point, None
