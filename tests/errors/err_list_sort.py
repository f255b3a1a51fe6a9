# lists have no sort method
# reference: Cannot find attribute 'sort'
def entry_point(argv):
    l = [3, 1, len(argv)]
    l.sort()                                #! error: sort, listsort
    print l[0]
    return 0


def target(driver, args):
    return entry_point, None
