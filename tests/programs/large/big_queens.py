# the eight queens and sudoku by backtracking
class Queens(object):
    def __init__(self, n):
        self.n = n
        self.cols = [False] * n
        self.up = [False] * (2 * n)
        self.down = [False] * (2 * n)
        self.place = [0] * n
        self.count = 0
        self.first = None

    def solve(self, row):
        if row == self.n:
            self.count += 1
            if self.first is None:
                self.first = self.place[:]
            return
        for c in range(self.n):
            u = row + c
            d = row - c + self.n
            if not (self.cols[c] or self.up[u] or self.down[d]):
                self.cols[c] = self.up[u] = self.down[d] = True
                self.place[row] = c
                self.solve(row + 1)
                self.cols[c] = self.up[u] = self.down[d] = False


class Sudoku(object):
    def __init__(self, text):
        self.cells = [0] * 81
        self.rows = [0] * 9
        self.cols = [0] * 9
        self.boxes = [0] * 9
        self.steps = 0
        i = 0
        for c in text:
            if c.isdigit() or c == ".":
                if c != ".":
                    self.set(i, ord(c) - ord("0"))
                i += 1

    def box(self, i):
        return i // 27 * 3 + i % 9 // 3

    def set(self, i, v):
        self.cells[i] = v
        bit = 1 << v
        self.rows[i // 9] |= bit
        self.cols[i % 9] |= bit
        self.boxes[self.box(i)] |= bit

    def clear(self, i):
        mask = ~(1 << self.cells[i])
        self.rows[i // 9] &= mask
        self.cols[i % 9] &= mask
        self.boxes[self.box(i)] &= mask
        self.cells[i] = 0

    def choices(self, i):
        return self.rows[i // 9] | self.cols[i % 9] | self.boxes[self.box(i)]

    def hardest(self):
        best = -1
        least = 10
        for i in range(81):
            if self.cells[i] == 0:
                used = self.choices(i)
                n = 0
                for v in range(1, 10):
                    if not used & (1 << v):
                        n += 1
                if n < least:
                    least = n
                    best = i
        return best

    def solve(self):
        self.steps += 1
        i = self.hardest()
        if i < 0:
            return True
        used = self.choices(i)
        for v in range(1, 10):
            if not used & (1 << v):
                self.set(i, v)
                if self.solve():
                    return True
                self.clear(i)
        return False

    def show(self):
        for r in range(9):
            print "".join([str(self.cells[r * 9 + c]) for c in range(9)])


PUZZLE = """
53. .7. ... 6.. 195 ... .98 ... .6.
8.. .6. ..3 4.. 8.3 ..1 7.. .2. ..6
.6. ... 28. ... 419 ..5 ... .8. .79
"""


def entry_point(argv):
    for n in range(1, 9):
        q = Queens(n)
        q.solve(0)
        print n, q.count,
        if q.first is not None:
            print "".join([str(c) for c in q.first])
        else:
            print "none"
    s = Sudoku(PUZZLE * len(argv))
    if s.solve():
        s.show()
    print s.steps
    return 0


def target(driver, args):
    return entry_point, None
