# strip() of a unicode string has no default.


def entry_point(argv):
    text = argv[0].decode('latin-1')
    print len(text.strip())  #! error: strip() of a unicode string, needs an argument
    print len(text.rstrip(u' '))
    return 0


def target(driver, args):
    return entry_point, None
