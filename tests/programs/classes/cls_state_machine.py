# states as objects that replace each other
class State(object):
    def next(self, machine, c):
        raise NotImplementedError

class Outside(State):
    def next(self, machine, c):
        if c == "\"":
            machine.state = INSIDE
        elif c == ",":
            machine.flush()
        else:
            machine.cur += c

class Inside(State):
    def next(self, machine, c):
        if c == "\"":
            machine.state = OUTSIDE
        elif c == "\\":
            machine.state = ESCAPE
        else:
            machine.cur += c

class Escape(State):
    def next(self, machine, c):
        machine.cur += "<" + c + ">"
        machine.state = INSIDE

OUTSIDE = Outside()
INSIDE = Inside()
ESCAPE = Escape()

class Machine(object):
    def __init__(self):
        self.state = OUTSIDE
        self.cur = ""
        self.fields = []
    def flush(self):
        self.fields.append(self.cur)
        self.cur = ""
    def feed(self, text):
        for c in text:
            self.state.next(self, c)
        self.flush()

def entry_point(argv):
    m = Machine()
    m.feed("one,\"two, three\",fo\"u\"r,\"a\\\"b\"" * len(argv))
    print "|".join(m.fields), len(m.fields), m.state is OUTSIDE and "closed" or "open"
    return 0


def target(driver, args):
    return entry_point, None
