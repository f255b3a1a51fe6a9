# instances made at module level are shared and can be changed
class Config(object):
    def __init__(self, name):
        self.name = name
        self.values = []
        self.hits = 0

config = Config("main")
config.values.append(1)
OTHERS = [Config("a"), Config("b")]
BY_NAME = {"main": config, "a": OTHERS[0]}

def hit(name):
    c = BY_NAME[name]
    c.hits += 1
    return c

def entry_point(argv):
    hit("main")
    hit("main")
    hit("a" * len(argv))
    print config.hits, OTHERS[0].hits, OTHERS[1].hits
    config.values.append(2)
    print len(config.values), hit("main") is config and "same" or "other"
    config.name = "changed"
    print BY_NAME["main"].name
    return 0


def target(driver, args):
    return entry_point, None
