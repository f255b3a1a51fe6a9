# a failing assertion ends the program
# skip: untranslated (fatal error)
# status: 134
def entry_point(argv):
    print "before"
    assert len(argv) == 17, "the message is dropped"
    print "after"
    return 0


def target(driver, args):
    return entry_point, None
