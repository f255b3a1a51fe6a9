# digests written in RPython
from rpython.rlib.rmd5 import RMD5
from rpython.rlib.rsha import RSHA

def entry_point(argv):
    for s in ["", "abc", "message digest" * len(argv)]:
        m = RMD5()
        m.update(s)
        print m.hexdigest()
        h = RSHA()
        h.update(s)
        print h.hexdigest()
    return 0


def target(driver, args):
    return entry_point, None
