# a list at module level: what reads its present state
GL = [1, 2, 3]

def get(i):
    return GL[i]

def size(l):
    return len(l)

def add(x):
    GL.append(x)

def entry_point(argv):
    add(4 * len(argv))
    GL[len(argv) - 1] = 9
    print size(GL), get(0), get(3)
    for x in GL:
        print x,
    print
    print GL.index(4 * len(argv)), 4 * len(argv) in GL and "in" or "out"
    return 0


def target(driver, args):
    return entry_point, None
