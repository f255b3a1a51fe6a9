# functions with many parameters and local variables
def mix(a, b, c, d, e, f, g, h, i, j):
    x = a + b * 2
    y = c - d * 3
    z = e * f
    w = g // (h + 1)
    v = i % (j + 1)
    p = x + y + z + w + v
    q = x * y - z * w + v
    r = p - q
    s = r * 2 + x
    t = s - y
    return p, q, r, s, t, a + j

def entry_point(argv):
    n = len(argv)
    for k in range(3):
        p, q, r, s, t, u = mix(n, n + k, 3, k, 5, 6, 70, 8, 9, 10)
        print p, q, r, s, t, u
    return 0


def target(driver, args):
    return entry_point, None
