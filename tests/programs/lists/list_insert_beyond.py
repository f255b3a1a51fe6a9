# inserting beyond the end appends
# mends: the reference writes past the end
def entry_point(argv):
    l = [10, 20, 30]
    l.insert(len(argv) + 9, 5)
    print len(l), l[3], l[2]
    return 0


def target(driver, args):
    return entry_point, None
