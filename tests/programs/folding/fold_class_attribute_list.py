# lists in class attributes and tuples: changes are seen, however the list is reached
# mends: changes of a prebuilt list or dict are seen where it is named directly
class A(object):
    l = [1, 2]

T = ([1, 2], 3)

def entry_point(argv):
    A.l.append(3 * len(argv))
    print len(A.l), len(A().l)
    T[0].append(3)
    print len(T[0])
    return 0


def target(driver, args):
    return entry_point, None
