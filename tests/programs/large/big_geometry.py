# integer geometry: convex hull, area, point in polygon, closest pair, line intersection
# skip: untranslated (run-time floats print with six decimals)
import math
from rpython.rlib.listsort import make_timsort_class


class Point(object):
    _immutable_fields_ = ["x", "y"]

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def show(self):
        return "(%d,%d)" % (self.x, self.y)


def left_of(a, b):
    if a.x == b.x:
        return a.y < b.y
    return a.x < b.x


PointSort = make_timsort_class(lt=left_of)


def cross(o, a, b):
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)


def half_hull(points):
    hull = []
    for p in points:
        while len(hull) >= 2 and cross(hull[len(hull) - 2], hull[-1], p) <= 0:
            hull.pop()
        hull.append(p)
    hull.pop()
    return hull


def hull(points):
    points = points[:]
    PointSort(points).sort()
    lower = half_hull(points)
    points.reverse()
    return lower + half_hull(points)


def area2(poly):
    t = 0
    for i in range(len(poly)):
        a = poly[i]
        b = poly[(i + 1) % len(poly)]
        t += a.x * b.y - a.y * b.x
    return t


def inside(poly, p):
    result = False
    j = len(poly) - 1
    for i in range(len(poly)):
        a = poly[i]
        b = poly[j]
        if (a.y > p.y) != (b.y > p.y):
            if p.x < float(b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x:
                result = not result
        j = i
    return result


def distance(a, b):
    return math.hypot(float(a.x - b.x), float(a.y - b.y))


def closest(points):
    best = 1e30
    pair = (points[0], points[0])
    for i in range(len(points)):
        for j in range(i):
            d = distance(points[i], points[j])
            if d < best:
                best = d
                pair = (points[j], points[i])
    return best, pair


def intersect(a, b, c, d):
    det = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
    try:
        t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) * 1000 // det
    except ZeroDivisionError:
        return "parallel"
    return "(%d/1000 along)" % t


def perimeter(poly):
    t = 0.0
    for i in range(len(poly)):
        t += distance(poly[i], poly[(i + 1) % len(poly)])
    return t


def entry_point(argv):
    points = []
    x = 7 * len(argv)
    for i in range(40):
        x = (x * 1103 + 12345) % 10007
        px = x % 100
        x = (x * 1103 + 12345) % 10007
        points.append(Point(px, x % 100))
    h = hull(points)
    print len(h), " ".join([p.show() for p in h])
    print area2(h), perimeter(h)
    n = 0
    for p in points:
        if inside(h, p):
            n += 1
    print n, inside(h, Point(-1, 50)) and "in" or "out", inside(h, Point(50, 50)) and "in" or "out"
    d, (a, b) = closest(points)
    print d, a.show(), b.show()
    print intersect(Point(0, 0), Point(10, 10), Point(0, 10), Point(10, 0)), intersect(Point(0, 0), Point(1, 1), Point(5, 5), Point(7, 7))
    square = [Point(0, 0), Point(4, 0), Point(4, 4), Point(0, 4)]
    print area2(square), perimeter(square), [inside(square, Point(i, 2)) and 1 or 0 for i in range(-1, 6)]
    return 0


def target(driver, args):
    return entry_point, None
