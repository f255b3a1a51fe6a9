# the spectral norm of an infinite matrix's corner; argument: its size
# skip: untranslated (run-time floats print with six decimals)
# slow: floating point benchmark
import math

from rpython.rlib.rfloat import formatd


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1)


def times(v, out, transposed):
    n = len(v)
    for i in range(n):
        t = 0.0
        for j in range(n):
            if transposed:
                t += element(j, i) * v[j]
            else:
                t += element(i, j) * v[j]
        out[i] = t


def both(v, out, scratch):
    times(v, scratch, False)
    times(scratch, out, True)


def dot(a, b):
    t = 0.0
    for i in range(len(a)):
        t += a[i] * b[i]
    return t


def entry_point(argv):
    n = 4000
    if len(argv) > 1:
        n = int(argv[1])
    u = [1.0] * n
    v = [0.0] * n
    scratch = [0.0] * n
    for i in range(10):
        both(u, v, scratch)
        both(v, u, scratch)
    print formatd(math.sqrt(dot(u, v) / dot(v, v)), "f", 9)
    return 0


def target(driver, args):
    return entry_point, None
