# exceptions carry attributes
class ParseError(Exception):
    def __init__(self, msg, pos):
        self.msg = msg
        self.pos = pos
    def describe(self):
        return "%s at %d" % (self.msg, self.pos)

class Fatal(ParseError):
    code = 7

def parse(s):
    for i in range(len(s)):
        if s[i] == "!":
            raise ParseError("bang", i)
        if s[i] == "#":
            raise Fatal("hash", i * 10)
    return len(s)

def entry_point(argv):
    for s in ["abc", "ab!c", "#"]:
        try:
            print parse(s)
        except Fatal as e:
            print "fatal", e.describe(), e.code
        except ParseError, e:
            print e.describe(), e.msg, e.pos
    return 0


def target(driver, args):
    return entry_point, None
