# strings: building, splitting, searching, comparing, upper case; argument: size
# slow: string benchmark
from rpython.rlib.rstring import StringBuilder


def build(n):
    b = StringBuilder()
    for i in range(n):
        b.append("word")
        b.append(str(i))
        b.append(" " if i % 10 else "\n")
    return b.build()


def checksum(s):
    h = 0
    for c in s:
        h = (h * 31 + ord(c)) & 0xffffff
    return h


def words(text):
    t = 0
    for line in text.split("\n"):
        for w in line.split(" "):
            if w.startswith("word") and w.endswith("7"):
                t += len(w)
    return t


def searches(text, n):
    t = 0
    for i in range(n):
        at = text.find("word" + str(i * 3))
        if at >= 0:
            t = (t + at) & 0xffffff
    return t


def entry_point(argv):
    n = 4000000
    if len(argv) > 1:
        n = int(argv[1])
    text = build(n)
    print len(text), checksum(text), words(text), searches(text, 500), text.count("99"),
    up = text.upper()
    print checksum(up.replace("W", "v").lower())
    s = ""
    for i in range(2000):
        s += text[i]
    print checksum(s), s < text and "less" or "more"
    return 0


def target(driver, args):
    return entry_point, None
