# reading line by line through rfile
from rpython.rlib import rfile

def entry_point(argv):
    stdin, stdout, stderr = rfile.create_stdio()
    n = 0
    while True:
        line = stdin.readline()
        if not line:
            break
        n += 1
        stdout.write("%d: %s" % (n, line))
    stdout.write("total %d\n" % n)
    stdout.flush()
    return 0


def target(driver, args):
    return entry_point, None
