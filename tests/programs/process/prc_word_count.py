# lines, words and characters of standard input
import os

def entry_point(argv):
    lines = 0
    words = 0
    chars = 0
    inside = False
    while True:
        s = os.read(0, 16)
        if not s:
            break
        for c in s:
            chars += 1
            if c == "\n":
                lines += 1
            if c == " " or c == "\n" or c == "\t":
                inside = False
            elif not inside:
                inside = True
                words += 1
    print lines, words, chars
    return 0


def target(driver, args):
    return entry_point, None
