# operations on a global list named directly see its present state
# mends: changes of a prebuilt list or dict are seen where it is named directly
# skip: untranslated (bools print as numbers)
GL = [1, 2, 3]
STACK = []

def entry_point(argv):
    GL.append(4 * len(argv))
    GL[0] = 9
    print len(GL), GL[0], str(GL), 4 in GL, GL == [1, 2, 3]
    STACK.append(len(argv))
    n = 0
    while STACK:
        STACK.pop()
        n += 1
    print n, "empty" if not STACK else "full"
    return 0


def target(driver, args):
    return entry_point, None
