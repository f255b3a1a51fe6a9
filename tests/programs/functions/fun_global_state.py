# programs keep state in a prebuilt instance
class State(object):
    def __init__(self):
        self.counter = 0
        self.log = []

state = State()

def tick(n):
    state.counter += n
    state.log.append(str(n))

def report():
    return "%d [%s]" % (state.counter, ",".join(state.log))

def entry_point(argv):
    print report()
    for i in range(4):
        tick(i * len(argv))
    print report()
    return 0


def target(driver, args):
    return entry_point, None
