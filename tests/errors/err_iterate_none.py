# a loop over an attribute that is only ever None
# reference: Blocked block at iter(v0), SomeNone()
class Tree(object):
    def __init__(self):
        self.children = None                #! note: None

def entry_point(argv):
    t = Tree()
    for c in t.children:                    #! error: children, None
        print c
    return 0


def target(driver, args):
    return entry_point, None
