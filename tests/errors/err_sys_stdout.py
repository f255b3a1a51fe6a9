# writing through sys.stdout
# reference: Don't know how to represent <module 'sys' (built-in)>
import sys

def entry_point(argv):
    sys.stdout.write("hello\n")             #! error: sys.stdout
    return len(argv) - 1


def target(driver, args):
    return entry_point, None
