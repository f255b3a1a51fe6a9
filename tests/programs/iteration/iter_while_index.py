# the classical while loop over indices with two lists
def merge(a, b):
    out = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    while i < len(a):
        out.append(a[i])
        i += 1
    while j < len(b):
        out.append(b[j])
        j += 1
    return out

def entry_point(argv):
    print ",".join([str(x) for x in merge([1, 4, 9], [2, 3, 10, 11 * len(argv)])])
    print ",".join([str(x) for x in merge([], [1])])
    return 0


def target(driver, args):
    return entry_point, None
