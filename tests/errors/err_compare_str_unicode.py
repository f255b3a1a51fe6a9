# comparing byte and unicode strings
# reference: Comparing byte strings with unicode strings is not RPython
def entry_point(argv):
    u = u"abc" * len(argv)
    if u == argv[0]:                        #! error: unicode, str
        print "same"
    return 0


def target(driver, args):
    return entry_point, None
