# an attribute that no class and no assignment provides
# reference: Blocked block
class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y

def entry_point(argv):
    p = Point(1, len(argv))
    print p.x + p.z                         #! error: Point, attribute, z
    return 0


def target(driver, args):
    return entry_point, None
