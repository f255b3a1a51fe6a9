# parsing options from the arguments
class Options(object):
    def __init__(self):
        self.verbose = 0
        self.output = "a.out"
        self.level = 0
        self.files = []

class UsageError(Exception):
    def __init__(self, msg):
        self.msg = msg

def parse(argv):
    o = Options()
    i = 1
    while i < len(argv):
        a = argv[i]
        i += 1
        if a == "-v":
            o.verbose += 1
        elif a == "-o":
            if i >= len(argv):
                raise UsageError("-o needs a name")
            o.output = argv[i]
            i += 1
        elif a.startswith("--level="):
            try:
                o.level = int(a[len("--level="):])
            except ValueError:
                raise UsageError("bad level")
        elif a == "--":
            while i < len(argv):
                o.files.append(argv[i])
                i += 1
        elif a.startswith("-"):
            raise UsageError("unknown option " + a)
        else:
            o.files.append(a)
    return o

def entry_point(argv):
    for extra in [[], ["-o"], ["--level=x"], ["-q"], ["--", "-q", "-v"]]:
        try:
            o = parse(argv + extra)
            print o.verbose, o.output, o.level, ",".join(o.files)
        except UsageError as e:
            print "usage:", e.msg
    return 0


def target(driver, args):
    return entry_point, None
