# lists of lists
def make(rows, cols):
    return [[0] * cols for i in range(rows)]

def entry_point(argv):
    m = make(3, 4)
    for i in range(3):
        for j in range(4):
            m[i][j] = i * j
    m[1][2] += 100
    for row in m:
        for x in row:
            print x,
        print
    m.append([7])
    m[0].append(5)
    print len(m), len(m[0]), len(m[3])
    tri = []
    for i in range(5):
        row = [1]
        for j in range(1, i):
            row.append(tri[i - 1][j - 1] + tri[i - 1][j])
        if i:
            row.append(1)
        tri.append(row)
    for row in tri:
        print " ".join([str(x) for x in row])
    return 0


def target(driver, args):
    return entry_point, None
