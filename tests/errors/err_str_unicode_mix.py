# joining byte and unicode strings
# reference: Blocked block
def entry_point(argv):
    u = u"caf\xe9" * len(argv)
    s = "abc" * len(argv)
    print len(u + s)                        #! error: unicode, str
    return 0


def target(driver, args):
    return entry_point, None
