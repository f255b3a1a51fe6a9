# an index is not checked for the sake of the caller's handler
# skip: untranslated (no check without a handler in the function)
def get(s, i):
    return s[i]

def entry_point(argv):
    try:
        c = get("abc", 3)
        print ord(c)
    except IndexError:
        print "raised"
    try:
        print get("abc", 1)
    finally:
        print "done"
    return 0


def target(driver, args):
    return entry_point, None
