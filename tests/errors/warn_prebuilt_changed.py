# a list and a dict made at import time, read by name and changed elsewhere
# reference: no message; `len(STACK)`, `LEVELS[0]` keep the value that they had while translating
STACK = []
LEVELS = [1, 2, 3]
SEEN = {}
UNCHANGED = [4]


def push(n):
    STACK.append(n)                         #! note: changed
    LEVELS[0] = n                           #! note: changed
    SEEN[n] = True


def entry_point(argv):
    push(len(argv))
    print len(STACK), UNCHANGED[0]          #! warning: changed
    print LEVELS[0]                         #! warning: changed
    print len(argv) in SEEN                 # a key of run time: not computed before
    return 0


def target(driver, args):
    return entry_point, None
