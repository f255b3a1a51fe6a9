# matrices: product, determinant by integers, transposition, inverse, powers
# skip: untranslated (run-time floats print with six decimals)
class Singular(Exception):
    pass


class Matrix(object):
    def __init__(self, rows, cols):
        self.rows = rows
        self.cols = cols
        self.cells = [0.0] * (rows * cols)

    def get(self, i, j):
        return self.cells[i * self.cols + j]

    def put(self, i, j, v):
        self.cells[i * self.cols + j] = v

    def mul(self, other):
        assert self.cols == other.rows
        m = Matrix(self.rows, other.cols)
        for i in range(self.rows):
            for j in range(other.cols):
                t = 0.0
                for k in range(self.cols):
                    t += self.get(i, k) * other.get(k, j)
                m.put(i, j, t)
        return m

    def transpose(self):
        m = Matrix(self.cols, self.rows)
        for i in range(self.rows):
            for j in range(self.cols):
                m.put(j, i, self.get(i, j))
        return m

    def copy(self):
        m = Matrix(self.rows, self.cols)
        m.cells = self.cells[:]
        return m

    def swap_rows(self, a, b):
        for j in range(self.cols):
            t = self.get(a, j)
            self.put(a, j, self.get(b, j))
            self.put(b, j, t)

    def determinant(self):
        m = self.copy()
        det = 1.0
        for k in range(m.rows):
            p = pivot(m, k)
            if p < 0:
                return 0.0
            if p != k:
                m.swap_rows(p, k)
                det = -det
            det *= m.get(k, k)
            for i in range(k + 1, m.rows):
                f = m.get(i, k) / m.get(k, k)
                for j in range(k, m.cols):
                    m.put(i, j, m.get(i, j) - f * m.get(k, j))
        return det

    def inverse(self):
        n = self.rows
        m = self.copy()
        r = identity(n)
        for k in range(n):
            p = pivot(m, k)
            if p < 0:
                raise Singular
            if p != k:
                m.swap_rows(p, k)
                r.swap_rows(p, k)
            f = m.get(k, k)
            for j in range(n):
                m.put(k, j, m.get(k, j) / f)
                r.put(k, j, r.get(k, j) / f)
            for i in range(n):
                if i != k:
                    g = m.get(i, k)
                    for j in range(n):
                        m.put(i, j, m.get(i, j) - g * m.get(k, j))
                        r.put(i, j, r.get(i, j) - g * r.get(k, j))
        return r

    def power(self, n):
        r = identity(self.rows)
        b = self
        while n:
            if n & 1:
                r = r.mul(b)
            b = b.mul(b)
            n >>= 1
        return r

    def show(self):
        for i in range(self.rows):
            for j in range(self.cols):
                v = self.get(i, j)
                if -0.0000005 < v < 0.0000005:
                    v = 0.0
                print v,
            print


def pivot(m, k):
    best = -1
    size = 1e-9
    for i in range(k, m.rows):
        a = abs(m.get(i, k))
        if a > size:
            size = a
            best = i
    return best


def identity(n):
    m = Matrix(n, n)
    for i in range(n):
        m.put(i, i, 1.0)
    return m


def from_list(rows, cols, l):
    m = Matrix(rows, cols)
    for i in range(len(l)):
        m.cells[i] = float(l[i])
    return m


def entry_point(argv):
    a = from_list(2, 3, [1, 2, 3, 4, 5, 6])
    b = a.transpose()
    a.mul(b).show()
    c = from_list(3, 3, [2, -1, 0, -1, 2, -1, 0, -1, 2 * len(argv)])
    print c.determinant()
    c.inverse().show()
    c.mul(c.inverse()).show()
    from_list(2, 2, [1, 1, 1, 0]).power(30).show()
    s = from_list(2, 2, [1, 2, 2, 4])
    print s.determinant()
    try:
        s.inverse()
        print "never"
    except Singular:
        print "singular"
    from_list(3, 3, [0, 1, 0, 0, 0, 1, 1, 0, 0]).inverse().show()
    return 0


def target(driver, args):
    return entry_point, None
