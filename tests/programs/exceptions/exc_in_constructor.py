# constructors that raise, and cleanup of what was built before
class Resource(object):
    def __init__(self, name, log):
        if name == "bad":
            raise ValueError
        self.name = name
        self.log = log
        log.append("open " + name)
    def close(self):
        self.log.append("close " + self.name)

def use(names, log):
    opened = []
    try:
        for n in names:
            opened.append(Resource(n, log))
        return len(opened)
    finally:
        for r in opened:
            r.close()

def entry_point(argv):
    log = ["start"]
    print use(["a", "b" * len(argv)], log)
    try:
        print use(["c", "bad", "d"], log)
    except ValueError:
        print "ValueError"
    print ", ".join(log)
    return 0


def target(driver, args):
    return entry_point, None
