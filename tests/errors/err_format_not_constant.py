# a format string that is not constant
# reference: string formatting requires a constant string
def show(fmt, n):
    return fmt % (n,)                       #! error: format, constant

def entry_point(argv):
    print show("%d", len(argv)), show("<%d>", 5)
    return 0


def target(driver, args):
    return entry_point, None
