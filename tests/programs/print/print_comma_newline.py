# the space that a trailing comma owes is printed even after a newline character
# skip: untranslated (the soft space is remembered differently)
def word(i):
    return "w%d\n" % i

def entry_point(argv):
    print word(1),
    print word(2)
    print word(3),
    print
    print "end"
    return 0


def target(driver, args):
    return entry_point, None
