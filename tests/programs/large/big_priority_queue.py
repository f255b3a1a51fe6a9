# Dijkstra's shortest paths on a grid with a binary heap of tuples and of objects
class Heap(object):
    def __init__(self):
        self.items = []

    def push(self, cost, node):
        items = self.items
        items.append((cost, node))
        i = len(items) - 1
        while i > 0:
            p = (i - 1) >> 1
            if items[p][0] <= items[i][0]:
                break
            items[p], items[i] = items[i], items[p]
            i = p

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        if items:
            items[0] = last
            i = 0
            while True:
                c = 2 * i + 1
                if c >= len(items):
                    break
                if c + 1 < len(items) and items[c + 1][0] < items[c][0]:
                    c += 1
                if items[i][0] <= items[c][0]:
                    break
                items[i], items[c] = items[c], items[i]
                i = c
        return top


class Maze(object):
    def __init__(self, text):
        self.rows = text.split("\n")
        self.start = (0, 0)
        self.end = (0, 0)
        for y in range(len(self.rows)):
            for x in range(len(self.rows[y])):
                c = self.rows[y][x]
                if c == "S":
                    self.start = (x, y)
                elif c == "E":
                    self.end = (x, y)

    def cost(self, x, y):
        if y < 0 or y >= len(self.rows):
            return -1
        row = self.rows[y]
        if x < 0 or x >= len(row):
            return -1
        c = row[x]
        if c == "#":
            return -1
        if c.isdigit():
            return ord(c) - ord("0")
        return 1

    def solve(self):
        dist = {self.start: 0}
        prev = {}
        done = {}
        heap = Heap()
        heap.push(0, self.start)
        while heap.items:
            d, node = heap.pop()
            if node in done:
                continue
            done[node] = True
            if node == self.end:
                return d, self.path(prev), len(done)
            x, y = node
            for dx, dy in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
                c = self.cost(x + dx, y + dy)
                if c < 0:
                    continue
                k = (x + dx, y + dy)
                if k not in dist or dist[k] > d + c:
                    dist[k] = d + c
                    prev[k] = node
                    heap.push(d + c, k)
        return -1, [], len(done)

    def path(self, prev):
        out = [self.end]
        k = self.end
        while k in prev:
            k = prev[k]
            out.append(k)
        out.reverse()
        return out

    def show(self, path):
        on = {}
        for p in path:
            on[p] = True
        for y in range(len(self.rows)):
            line = []
            for x in range(len(self.rows[y])):
                c = self.rows[y][x]
                if (x, y) in on and c != "S" and c != "E":
                    c = "*"
                line.append(c)
            print "".join(line)


PLAIN = """S...#....
.##.#.##.
.#....#..
.#.###.#.
...#...#E"""

COSTLY = """S1119
19991
11111
99991
11E11"""

CLOSED = """S.#
.##
##E"""


def entry_point(argv):
    for text in [PLAIN, COSTLY, CLOSED]:
        m = Maze(text)
        cost, path, seen = m.solve()
        print cost, len(path), seen
        m.show(path)
    h = Heap()
    x = len(argv)
    for i in range(500):
        x = (x * 421 + 1663) % 7875
        h.push(x, (i, i))
    last = -1
    ok = "sorted"
    while h.items:
        c, n = h.pop()
        if c < last:
            ok = "wrong"
        last = c
    print ok, last
    return 0


def target(driver, args):
    return entry_point, None
