# a method overridden to return another type
# reference: UnionError
class Node(object):
    def value(self):
        return 0                            #! note: int

class Leaf(Node):
    def value(self):
        return "leaf"                       #! note: str

def entry_point(argv):
    for n in [Node(), Leaf()]:
        print n.value()                     #! error: value, int, str
    return 0


def target(driver, args):
    return entry_point, None
