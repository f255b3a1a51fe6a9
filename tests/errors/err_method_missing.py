# a method that the class lacks
# reference: Blocked block
class Stack(object):
    def __init__(self):
        self.items = []
    def push(self, x):
        self.items.append(x)

def entry_point(argv):
    s = Stack()
    s.push(len(argv))
    s.pop()                                 #! error: Stack, pop
    return 0


def target(driver, args):
    return entry_point, None
