# conditions on constants remove code that could not be translated
DEBUG = False
LEVEL = 2

class Opt(object):
    fancy = False

def fancy_stuff():
    import re
    return re.match("a+", "aaa").group(0)

def entry_point(argv):
    if DEBUG:
        print fancy_stuff()
    if Opt.fancy:
        print set([1, 2])
    if LEVEL > 1:
        print "level", LEVEL
    else:
        print undefined_name
    while False:
        print sorted([1])
    print "dead" if DEBUG else "live"
    return 0


def target(driver, args):
    return entry_point, None
