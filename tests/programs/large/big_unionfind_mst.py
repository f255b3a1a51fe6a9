# Kruskal's spanning tree, connected components of an image, flood fill
from rpython.rlib.listsort import make_timsort_class


class UnionFind(object):
    def __init__(self, n):
        self.parent = range(n)
        self.rank = [0] * n
        self.count = n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a = self.find(a)
        b = self.find(b)
        if a == b:
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.parent[b] = a
        if self.rank[a] == self.rank[b]:
            self.rank[a] += 1
        self.count -= 1
        return True


class Edge(object):
    def __init__(self, a, b, weight):
        self.a = a
        self.b = b
        self.weight = weight


def lighter(x, y):
    return x.weight < y.weight


EdgeSort = make_timsort_class(lt=lighter)


def kruskal(n, edges):
    EdgeSort(edges).sort()
    uf = UnionFind(n)
    total = 0
    used = []
    for e in edges:
        if uf.union(e.a, e.b):
            total += e.weight
            used.append(e)
    return total, used, uf.count


IMAGE = """##..#...
#...#.##
..#...##
.##.#...
....#..#"""


def components(rows):
    h = len(rows)
    w = len(rows[0])
    uf = UnionFind(w * h)
    for y in range(h):
        for x in range(w):
            if x + 1 < w and rows[y][x] == rows[y][x + 1]:
                uf.union(y * w + x, y * w + x + 1)
            if y + 1 < h and rows[y][x] == rows[y + 1][x]:
                uf.union(y * w + x, (y + 1) * w + x)
    names = {}
    out = []
    for y in range(h):
        line = []
        for x in range(w):
            r = uf.find(y * w + x)
            if r not in names:
                names[r] = chr(ord("A") + len(names))
            line.append(names[r])
        out.append("".join(line))
    return out, len(names)


def flood(rows, x, y, c):
    cells = [[ch for ch in row] for row in rows]
    old = cells[y][x]
    stack = [(x, y)]
    n = 0
    while stack:
        x, y = stack.pop()
        if y < 0 or y >= len(cells) or x < 0 or x >= len(cells[y]) or cells[y][x] != old:
            continue
        cells[y][x] = c
        n += 1
        stack.append((x + 1, y))
        stack.append((x - 1, y))
        stack.append((x, y + 1))
        stack.append((x, y - 1))
    return ["".join(row) for row in cells], n


def entry_point(argv):
    edges = []
    x = 17 * len(argv)
    n = 60
    for i in range(200):
        x = (x * 1103 + 977) % 10007
        a = x % n
        x = (x * 1103 + 977) % 10007
        b = x % n
        if a != b:
            edges.append(Edge(a, b, x % 100))
    total, used, parts = kruskal(n, edges)
    print total, len(used), parts, used[0].weight, used[-1].weight
    rows = IMAGE.split("\n")
    out, count = components(rows)
    for line in out:
        print line
    print count
    out, count = flood(rows, 3, 0, "o")
    for line in out:
        print line
    print count
    return 0


def target(driver, args):
    return entry_point, None
