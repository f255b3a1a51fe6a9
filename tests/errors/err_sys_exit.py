# leaving by sys.exit
# reference: object with a __call__ is not RPython: <built-in function exit>
import sys

def entry_point(argv):
    if len(argv) > 1:
        sys.exit(3)                         #! error: sys.exit
    return 0


def target(driver, args):
    return entry_point, None
