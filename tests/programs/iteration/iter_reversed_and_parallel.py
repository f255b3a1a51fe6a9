# reversed, and two lists in step by index
def entry_point(argv):
    names = ["x", "y", "z"]
    values = [1, 2, 3 * len(argv)]
    for i in range(len(names)):
        print names[i], values[i],
    print
    for v in reversed(values):
        print v,
    print
    i = len(names) - 1
    while i >= 0:
        print names[i],
        i -= 1
    print
    return 0


def target(driver, args):
    return entry_point, None
