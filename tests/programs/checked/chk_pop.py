# pop from an empty list
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
def entry_point(argv):
    l = [len(argv)]
    print l.pop()
    l.pop()                     # here
    return 0


def target(driver, args):
    return entry_point, None
