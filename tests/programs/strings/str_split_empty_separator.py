# splitting by an empty separator raises ValueError
# mends: splits endlessly into empty pieces in the reference
def entry_point(argv):
    sep = "," * (len(argv) - 1)
    try:
        print "|".join("a,b".split(sep))
    except ValueError:
        print "ValueError"
    return 0


def target(driver, args):
    return entry_point, None
