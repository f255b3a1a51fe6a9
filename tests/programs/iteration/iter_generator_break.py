# a generator left by break is not closed
# skip: untranslated (the generator is closed there)
def gen(n):
    try:
        yield n
        yield n + 1
    finally:
        print "closed"

def entry_point(argv):
    for i in gen(3 * len(argv)):
        print i
        break
    print "end"
    return 0


def target(driver, args):
    return entry_point, None
