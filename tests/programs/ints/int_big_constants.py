# constants as large as a word, in decimal, hexadecimal and octal
# skip: js (64-bit words)
import sys

def show(n):
    print n

def entry_point(argv):
    show(0x7fffffffffffffff)
    show(-0x7fffffffffffffff - 1)
    show(0777)
    show(0xdeadbeef)
    show(sys.maxint)
    print sys.maxint - len(argv)
    return 0


def target(driver, args):
    return entry_point, None
