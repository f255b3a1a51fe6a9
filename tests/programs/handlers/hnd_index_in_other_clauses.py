# only the try body is checked: else, except and finally bodies are not
def safe(l, i, d):
    try:
        x = l[i]
    except IndexError:
        return d
    else:
        return x * 10

def chain(s):
    try:
        n = int(s)
    except ValueError:
        try:
            n = int(s[1:])
        except ValueError:
            n = -1
    return n

def entry_point(argv):
    print safe([1, 2], 1, 5), safe([1, 2], 2 * len(argv), 5)
    print chain("12"), chain("x34"), chain("xy")
    return 0


def target(driver, args):
    return entry_point, None
