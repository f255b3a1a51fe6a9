# a callback that may be None
def shout(s):
    return s + "!"

def quiet(s):
    return s + "..."

class Speaker(object):
    def __init__(self):
        self.style = None
    def say(self, s):
        f = self.style
        if f is None:
            return s
        return f(s)

def entry_point(argv):
    s = Speaker()
    print s.say("a" * len(argv))
    s.style = shout
    print s.say("b")
    s.style = quiet
    print s.say("c")
    s.style = None
    print s.say("d")
    return 0


def target(driver, args):
    return entry_point, None
