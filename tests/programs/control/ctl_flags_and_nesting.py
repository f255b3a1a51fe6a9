# deep nesting of loops and conditions with flags
def pythagoras(n):
    out = []
    for a in range(1, n):
        for b in range(a, n):
            for c in range(b, n):
                if a * a + b * b == c * c:
                    if a % 2 == 0 or b % 2 == 0:
                        out.append("%d-%d-%d" % (a, b, c))
    return out

def search(grid, what):
    found = False
    x = -1
    y = -1
    for i in range(len(grid)):
        for j in range(len(grid[i])):
            if grid[i][j] == what:
                found = True
                x = j
                y = i
                break
        if found:
            break
    return x, y

def entry_point(argv):
    print " ".join(pythagoras(21 * len(argv)))
    g = ["abc", "def", "ghi"]
    for what in ["e", "i", "z"]:
        x, y = search(g, what)
        print x, y,
    print
    return 0


def target(driver, args):
    return entry_point, None
