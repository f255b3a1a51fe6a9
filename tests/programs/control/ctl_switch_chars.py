# long chains of comparisons on characters, numbers and strings
def morse(c):
    if c == "a":
        return ".-"
    elif c == "b":
        return "-..."
    elif c == "c":
        return "-.-."
    elif c == "d":
        return "-.."
    elif c == "e":
        return "."
    elif c == "s":
        return "..."
    elif c == "o":
        return "---"
    else:
        return "?"

def day(n):
    if n == 0:
        return "sun"
    elif n == 1:
        return "mon"
    elif n == 2:
        return "tue"
    elif n == 3:
        return "wed"
    elif n == -1:
        return "minus"
    elif n == 1000:
        return "thousand"
    return "other"

def command(s):
    if s == "go":
        return 1
    elif s == "stop":
        return 2
    elif s == "wait" or s == "pause":
        return 3
    elif s in ("left", "right"):
        return 4
    return 0

def entry_point(argv):
    print " ".join([morse(c) for c in "sos abcde" * len(argv)])
    for n in [0, 1, 2, 3, 4, -1, 1000]:
        print day(n),
    print
    for s in "go stop wait pause right up".split(" "):
        print command(s),
    print
    return 0


def target(driver, args):
    return entry_point, None
