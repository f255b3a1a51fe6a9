# chr without a handler of its own takes the low byte
# skip: untranslated (chr is unchecked here)
def to_char(n):
    return chr(n)

def entry_point(argv):
    try:
        print ord(to_char(300)), ord(to_char(65))
    except ValueError:
        print "raised"
    return 0


def target(driver, args):
    return entry_point, None
