# jit hints change nothing when there is no JIT
from rpython.rlib import jit

driver = jit.JitDriver(greens=["pc", "code"], reds=["acc", "n"])

class Frame(object):
    _virtualizable_ = ["stack[*]", "pos"]
    def __init__(self, size):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.stack = [0] * size
        self.pos = 0

@jit.elidable
def lookup(code, pc):
    return code[pc]

@jit.unroll_safe
def total(l):
    t = 0
    for x in l:
        t += x
    return t

@jit.dont_look_inside
def opaque(x):
    return x * 3

def run(code, n):
    pc = 0
    acc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, acc=acc, n=n)
        op = lookup(code, pc)
        op = jit.promote(op)
        if op == "+":
            acc += 1
        elif op == "*":
            acc = opaque(acc)
        elif op == "<":
            n -= 1
            if n > 0:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, acc=acc, n=n)
                continue
        pc += 1
    return acc

def entry_point(argv):
    print run("++*<", 3 * len(argv)), total([1, 2, 3]), jit.we_are_jitted() and "jit" or "no jit"
    f = Frame(3)
    f.stack[f.pos] = 5
    print f.stack[0], jit.isconstant(f.pos) and 1 or 0
    return 0


def target(driver, args):
    return entry_point, None
