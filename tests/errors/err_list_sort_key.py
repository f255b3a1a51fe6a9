# sorting with a key
# reference: Cannot find attribute 'sort'
def entry_point(argv):
    l = ["ccc", "a", "bb" * len(argv)]
    l.sort(key=len)                         #! error: sort, listsort
    print l[0]
    return 0


def target(driver, args):
    return entry_point, None
