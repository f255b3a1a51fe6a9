# the game of life on a torus, twice: with a list of rows and with a dict of cells
def parse(picture):
    cells = {}
    y = 0
    for line in picture.split("\n"):
        for x in range(len(line)):
            if line[x] == "#":
                cells[(x, y)] = True
        y += 1
    return cells


def step_dict(cells, w, h):
    counts = {}
    for x, y in cells:
        for dx in range(-1, 2):
            for dy in range(-1, 2):
                if dx or dy:
                    k = ((x + dx) % w, (y + dy) % h)
                    counts[k] = counts.get(k, 0) + 1
    new = {}
    for k, n in counts.iteritems():
        if n == 3 or (n == 2 and k in cells):
            new[k] = True
    return new


class Grid(object):
    def __init__(self, w, h):
        self.w = w
        self.h = h
        self.rows = [[0] * w for i in range(h)]

    def neighbours(self, x, y):
        n = 0
        for dy in range(-1, 2):
            row = self.rows[(y + dy) % self.h]
            for dx in range(-1, 2):
                if dx != 0 or dy != 0:
                    n += row[(x + dx) % self.w]
        return n

    def step(self):
        g = Grid(self.w, self.h)
        for y in range(self.h):
            for x in range(self.w):
                n = self.neighbours(x, y)
                if n == 3 or (n == 2 and self.rows[y][x]):
                    g.rows[y][x] = 1
        return g

    def show(self):
        for row in self.rows:
            print "".join(["#" if c else "." for c in row])

    def count(self):
        n = 0
        for row in self.rows:
            for c in row:
                n += c
        return n

    def agrees(self, cells):
        for y in range(self.h):
            for x in range(self.w):
                if (self.rows[y][x] == 1) != ((x, y) in cells):
                    return False
        return True


GLIDER = """.#......
..#.....
###....."""

ACORN = """
.....#.........
.......#.......
....##..###...."""


def run(picture, w, h, steps):
    cells = parse(picture)
    g = Grid(w, h)
    for x, y in cells:
        g.rows[y][x] = 1
    for i in range(steps):
        g = g.step()
        cells = step_dict(cells, w, h)
        if not g.agrees(cells):
            print "differ at", i
    g.show()
    print g.count(), len(cells)


def entry_point(argv):
    run(GLIDER, 8, 6, 12 * len(argv))
    run(ACORN, 24, 12, 40)
    return 0


def target(driver, args):
    return entry_point, None
