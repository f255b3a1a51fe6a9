# A bound method of a prebuilt dict as a constant of its own.
words = {1: 'one', 2: 'two'}
get = words.get


def through(f, n):
    return f(n, 'many')


def entry_point(argv):
    n = len(argv)
    print get(n, 'none'), get(n + 1, 'none'), get(n + 2, 'none')
    print through(get, n), through(get, n + 5)
    return 0


def target(driver, args):
    return entry_point, None
