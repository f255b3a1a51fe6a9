# and/or in conditions evaluate only what is needed
class Trace(object):
    def __init__(self):
        self.log = []
    def yes(self, name):
        self.log.append(name)
        return True
    def no(self, name):
        self.log.append(name.lower())
        return False

def entry_point(argv):
    t = Trace()
    if t.yes("A") or t.yes("B"):
        t.yes("C")
    if t.no("D") and t.yes("E"):
        t.yes("F")
    if (t.no("G") or t.yes("H")) and not (t.no("I") or t.no("J")):
        t.yes("K")
    while t.no("L") or len(t.log) < 12:
        pass
    print "".join(t.log)
    return 0


def target(driver, args):
    return entry_point, None
