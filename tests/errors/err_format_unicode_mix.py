# formatting a unicode string into a byte string
# reference: string formatting mixing strings and unicode not supported
def entry_point(argv):
    print "%s!" % (u"caf\xe9" * len(argv),)  #! error: unicode
    return 0


def target(driver, args):
    return entry_point, None
