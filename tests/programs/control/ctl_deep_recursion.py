# ten thousand nested calls are fine
# skip: untranslated (recursion limit)
def depth(n):
    if n == 0:
        return 0
    return depth(n - 1) + 1

def entry_point(argv):
    print depth(10000 * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
