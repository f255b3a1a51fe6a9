# generators that use other generators, recursion with lists
def pairs(n):
    for i in range(n):
        for j in range(i):
            yield i, j

def words(text):
    start = 0
    i = 0
    while i < len(text):
        if text[i] == " ":
            yield text[start:i]
            start = i + 1
        i += 1
    yield text[start:]

def lengths(text):
    for w in words(text):
        yield len(w)

def entry_point(argv):
    for a, b in pairs(4):
        print a, b,
    print
    for w in words("one two  three"):
        print "[" + w + "]",
    print
    for n in lengths("a bb ccc" * len(argv)):
        print n,
    print
    return 0


def target(driver, args):
    return entry_point, None
