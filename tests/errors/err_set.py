# the set type
# reference: AttributeError: 'FrozenDesc' object has no attribute 'pycall'
def entry_point(argv):
    seen = set()                            #! error: set, dict
    for a in argv:
        seen.add(a)
    print len(seen)
    return 0


def target(driver, args):
    return entry_point, None
