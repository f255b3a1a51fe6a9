# an unfinished last line is never written
# skip: untranslated (the unfinished line is lost)
def entry_point(argv):
    print "complete"
    for i in range(3):
        print i,
    return 0


def target(driver, args):
    return entry_point, None
