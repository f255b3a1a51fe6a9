# unpacking a string of known length
def two(s):
    a, b = s
    return b + a

def entry_point(argv):
    print two("xy"), two("q" + str(len(argv)))
    try:
        print two("abc")
    except ValueError:
        print "wrong length"
    return 0


def target(driver, args):
    return entry_point, None
