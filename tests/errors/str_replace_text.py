# replace() of more than one character.
def entry_point(argv):
    print argv[0].replace('a', 'bc') #! error: replace(), single characters, rstring.replace
    return 0


def target(driver, args):
    return entry_point, None
