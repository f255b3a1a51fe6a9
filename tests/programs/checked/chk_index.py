# an index out of a list that has room behind its end
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
def entry_point(argv):
    l = []
    for i in range(len(argv) + 4):
        l.append(i)
    print l[4]
    print l[len(argv) + 4]      # here
    return 0


def target(driver, args):
    return entry_point, None
