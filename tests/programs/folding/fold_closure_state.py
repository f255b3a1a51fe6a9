# A dict and a list of an enclosing function, changed by one function and read by another, each under a constant
# mends: computed while translating by the reference


def counter():
    # Changed by what is made here, so that each look finds the present state.
    state = {'count': 0}
    last = [0]

    def step(by):
        state['count'] += by
        last[0] = by

    def value():
        return state['count'] * 10 + last[0]
    return step, value


step, value = counter()


def entry_point(argv):
    step(len(argv) + 2)
    step(4)
    print value()
    return 0


def target(driver, args):
    return entry_point, None
