# a call of a method with too few arguments
# reference: signature mismatch
class Box(object):
    def put(self, x, y):                    #! note: put
        return x + y

def entry_point(argv):
    print Box().put(len(argv))              #! error: put, argument
    return 0


def target(driver, args):
    return entry_point, None
