# old-style classes
class Old:
    def __init__(self, n):
        self.n = n
    def get(self):
        return self.n

class Older(Old):
    def get(self):
        return Old.get(self) * 2

def entry_point(argv):
    for o in [Old(1), Older(2 * len(argv))]:
        print o.get(),
    print
    return 0


def target(driver, args):
    return entry_point, None
