# lists of characters edited in place
def entry_point(argv):
    chars = [c for c in "hello world" * len(argv)]
    chars[0] = "J"
    for i in range(len(chars)):
        if chars[i] == "o":
            chars[i] = "0"
    del chars[5]
    chars.insert(5, "_")
    print "".join(chars), len(chars)
    return 0


def target(driver, args):
    return entry_point, None
