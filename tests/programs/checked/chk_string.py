# an index out of a string
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
def last(s):
    return s[len(s)]            # here


def entry_point(argv):
    print last("abc" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
