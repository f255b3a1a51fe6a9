# bools and floats in formats
# skip: untranslated (run-time bools and floats)
def show(b, x):
    print "%s %d" % (b, b)
    print "%s %f" % (x, x)
    print "%s-%s" % (x * 2, not b)

def entry_point(argv):
    show(True, 1.5)
    show(False, -0.25)
    show(len(argv) > 5, 1e5)
    return 0


def target(driver, args):
    return entry_point, None
