# run-time floats print like C's %f
# skip: untranslated (run-time floats print with six decimals)
def show(x):
    print x, -x, x * 2

def entry_point(argv):
    for x in [0.0, 0.5, 2.5, 3.14159265358979, 1e10, 1e15, 1e22, 1e-3, 1e-6, 1e-7, 123456.7890125]:
        show(x)
    print 2.5, 1e100
    return 0


def target(driver, args):
    return entry_point, None
