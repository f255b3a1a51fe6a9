# nested try statements; exceptions raised in handlers
def throw(n):
    if n == 0:
        raise ValueError
    if n == 1:
        raise KeyError
    if n == 2:
        raise IndexError
    return n

def entry_point(argv):
    for i in range(4):
        try:
            try:
                throw(i)
                print "fine"
            except ValueError:
                print "inner V"
            except KeyError:
                print "inner K",
                throw(2)
        except IndexError:
            print "outer I"
    try:
        try:
            throw(0)
        finally:
            print "cleanup"
    except ValueError:
        print "caught"
    return 0


def target(driver, args):
    return entry_point, None
