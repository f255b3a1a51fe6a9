# division by zero
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
def half(n, by):
    return n // by              # here


def entry_point(argv):
    print half(7, len(argv) + 1)
    print half(-7, len(argv) - 1)
    return 0


def target(driver, args):
    return entry_point, None
