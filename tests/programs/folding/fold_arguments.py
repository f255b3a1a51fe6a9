# a constant passed as an argument is a run-time value
# skip: untranslated (run-time bools and floats)
def show(x):
    print x

def show_float(x):
    print x

def with_default(b=True):
    print b

def entry_point(argv):
    show(True)
    show_float(2.5)
    with_default()
    with_default(len(argv) > 5)
    x = True
    print x
    x = len(argv) > 0
    print x, not x, not True
    print (True if argv else False), (2.5 if argv else 1.5)
    return 0


def target(driver, args):
    return entry_point, None
