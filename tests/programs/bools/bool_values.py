# bools stored in variables, lists, attributes, returned
class Switch(object):
    def __init__(self, on):
        self.on = on
    def flip(self):
        self.on = not self.on
        return self.on

def word(b):
    return "on" if b else "off"

def entry_point(argv):
    s = Switch(len(argv) > 100)
    print word(s.on), word(s.flip()), word(s.flip())
    flags = [False] * 5
    flags[2] = True
    flags[4] = s.flip()
    print " ".join([word(f) for f in flags])
    n = 0
    for f in flags:
        if f:
            n += 1
    print n
    return 0


def target(driver, args):
    return entry_point, None
