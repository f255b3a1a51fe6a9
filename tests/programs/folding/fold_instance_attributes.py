# lists and dicts in attributes of prebuilt instances are not folded
class State(object):
    def __init__(self):
        self.stack = []
        self.table = {"a": 1}
        self.n = 3

state = State()

def entry_point(argv):
    state.stack.append(1 * len(argv))
    state.stack.append(2)
    n = 0
    while state.stack:
        state.stack.pop()
        n += 1
    print n, len(state.stack)
    state.table["b"] = 2
    state.table["a"] = 10
    print len(state.table), state.table["a"], state.table["b"]
    state.n += 1
    print state.n
    return 0


def target(driver, args):
    return entry_point, None
