# mean, deviation, median and a histogram
# skip: untranslated (run-time floats print with six decimals)
import math
from rpython.rlib.listsort import make_timsort_class

def lt(a, b):
    return a < b

Sort = make_timsort_class(lt=lt)

def mean(l):
    t = 0.0
    for x in l:
        t += x
    return t / len(l)

def deviation(l):
    m = mean(l)
    t = 0.0
    for x in l:
        t += (x - m) * (x - m)
    return math.sqrt(t / len(l))

def median(l):
    s = l[:]
    Sort(s).sort()
    n = len(s)
    if n % 2:
        return s[n // 2]
    return (s[n // 2 - 1] + s[n // 2]) / 2

def entry_point(argv):
    l = []
    x = 0.5
    for i in range(100 * len(argv)):
        x = 3.9 * x * (1.0 - x)
        l.append(x)
    print mean(l) > 0.4, deviation(l) < 0.5, median(l) > 0.3
    k = [2.5, 1.0, 4.0, 3.5]
    print mean(k), median(k), deviation(k)
    bins = [0] * 5
    for x in k:
        bins[int(x)] += 1
    print bins[1], bins[2], bins[3], bins[4]
    return 0


def target(driver, args):
    return entry_point, None
