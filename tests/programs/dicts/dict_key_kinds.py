# keys of all kinds: char, bool, float, unicode, instances, None-able, unsigned
from rpython.rlib.rarithmetic import r_uint

class K(object):
    pass

def maybe_str(n):
    if n:
        return "a"
    return None

def maybe_k(n, k):
    if n:
        return k
    return None

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    n = len(argv)
    chars = {}
    for c in "hello" * n:
        chars[c] = chars.get(c, 0) + 1
    print chars["l"], chars["h"], len(chars)
    flags = {True: "yes", n > 5: "no"}
    print flags[n == 1], flags[False]
    floats = {1.5: 1, 0.0: 2}
    print floats[1.5 * n], floats[-0.0 * n], t(2.5 in floats)
    k = K()
    insts = {k: 1}
    print insts[k], t(K() in insts)
    strs = {maybe_str(n): 1, maybe_str(n - 1): 2}
    print strs[maybe_str(0)], strs["a"], len(strs)
    opt = {maybe_k(n, k): 1, maybe_k(n - 1, k): 2}
    print opt[maybe_k(0, k)], opt[k], len(opt)
    us = {r_uint(5): "five"}
    print us[r_uint(4 + n)]
    u = {u"\xe9": 3}
    print u[u"\xe9" * n]
    return 0


def target(driver, args):
    return entry_point, None
