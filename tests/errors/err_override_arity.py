# a method overridden with another number of parameters
# reference: signature mismatch at the call only
class Shape(object):
    def scale(self, k):                     #! note: scale
        return k

class Circle(Shape):
    def scale(self, k, origin):             #! note: Circle
        return k + origin

def entry_point(argv):
    for s in [Shape(), Circle()]:
        print s.scale(len(argv))            #! error: scale, argument
    return 0


def target(driver, args):
    return entry_point, None
