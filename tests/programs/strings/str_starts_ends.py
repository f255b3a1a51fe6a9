# startswith and endswith
def t(b):
    return "T" if b else "F"

def entry_point(argv):
    s = "hello" * len(argv)
    print t(s.startswith("he")), t(s.startswith("hello!")), t(s.startswith("")), t(s.startswith("h")), t(s.startswith("x"))
    print t(s.endswith("lo")), t(s.endswith("")), t(s.endswith("o")), t(s.endswith("xhello")), t(s.endswith("l"))
    return 0


def target(driver, args):
    return entry_point, None
