# an index out of a list that is never resized, when writing
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
def entry_point(argv):
    l = [0] * (len(argv) + 2)
    l[2] = 5
    print l[2]
    l[-4] = 1                   # here
    return 0


def target(driver, args):
    return entry_point, None
