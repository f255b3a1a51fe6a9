# print and os.write keep their order when lines are complete
# skip: untranslated (standard output is buffered there)
import os

def entry_point(argv):
    print "first"
    os.write(1, "second\n")
    print "third", len(argv)
    n = os.write(1, "fourth\n")
    print n
    return 0


def target(driver, args):
    return entry_point, None
