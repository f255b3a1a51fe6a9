# os._exit ends at once; an unfinished line is lost
# skip: untranslated (the unfinished line is lost)
# status: 7
import os

def entry_point(argv):
    print "complete"
    print "unfinished",
    if len(argv) < 10:
        os._exit(7)
    return 0


def target(driver, args):
    return entry_point, None
