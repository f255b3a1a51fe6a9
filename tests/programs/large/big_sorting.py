# seven sorting algorithms on the same numbers
class Random(object):
    def __init__(self, seed):
        self.state = seed

    def next(self, n):
        self.state = (self.state * 1103 + 12345) % 65537
        return self.state % n


def bubble(l):
    n = len(l)
    swapped = True
    while swapped:
        swapped = False
        for i in range(1, n):
            if l[i - 1] > l[i]:
                l[i - 1], l[i] = l[i], l[i - 1]
                swapped = True
        n -= 1


def insertion(l):
    for i in range(1, len(l)):
        x = l[i]
        j = i - 1
        while j >= 0 and l[j] > x:
            l[j + 1] = l[j]
            j -= 1
        l[j + 1] = x


def selection(l):
    for i in range(len(l)):
        m = i
        for j in range(i + 1, len(l)):
            if l[j] < l[m]:
                m = j
        l[i], l[m] = l[m], l[i]


def shell(l):
    gap = len(l) // 2
    while gap > 0:
        for i in range(gap, len(l)):
            x = l[i]
            j = i
            while j >= gap and l[j - gap] > x:
                l[j] = l[j - gap]
                j -= gap
            l[j] = x
        gap //= 2


def quick_range(l, lo, hi):
    while lo < hi:
        p = l[(lo + hi) // 2]
        i = lo
        j = hi
        while i <= j:
            while l[i] < p:
                i += 1
            while l[j] > p:
                j -= 1
            if i <= j:
                l[i], l[j] = l[j], l[i]
                i += 1
                j -= 1
        if j - lo < hi - i:
            quick_range(l, lo, j)
            lo = i
        else:
            quick_range(l, i, hi)
            hi = j


def quick(l):
    quick_range(l, 0, len(l) - 1)


def merged(l):
    n = len(l)
    if n <= 1:
        return l
    m = n // 2
    a = merged(l[:m])
    b = merged(l[m:])
    out = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if b[j] < a[i]:
            out.append(b[j])
            j += 1
        else:
            out.append(a[i])
            i += 1
    while i < len(a):
        out.append(a[i])
        i += 1
    while j < len(b):
        out.append(b[j])
        j += 1
    return out


def merge(l):
    r = merged(l[:])
    for i in range(len(r)):
        l[i] = r[i]


def sift(l, root, n):
    while True:
        child = 2 * root + 1
        if child >= n:
            return
        if child + 1 < n and l[child + 1] > l[child]:
            child += 1
        if l[root] >= l[child]:
            return
        l[root], l[child] = l[child], l[root]
        root = child


def heap(l):
    n = len(l)
    i = n // 2 - 1
    while i >= 0:
        sift(l, i, n)
        i -= 1
    while n > 1:
        n -= 1
        l[0], l[n] = l[n], l[0]
        sift(l, 0, n)


ALGORITHMS = [("bubble", bubble), ("insertion", insertion), ("selection", selection), ("shell", shell),
              ("quick", quick), ("merge", merge), ("heap", heap)]


def checksum(l):
    h = 7
    for i in range(len(l)):
        if i and l[i - 1] > l[i]:
            return -1
        h = (h * 31 + l[i]) % 1000003
    return h


def entry_point(argv):
    for n in [0, 1, 2, 10, 257]:
        for name, sort in ALGORITHMS:
            r = Random(n + len(argv))
            l = [r.next(1000) for i in range(n)]
            sort(l)
            print name, checksum(l),
        print
    return 0


def target(driver, args):
    return entry_point, None
