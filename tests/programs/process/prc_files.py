# writing and reading files with open
def entry_point(argv):
    f = open("scratch.txt", "w")
    f.write("hello\nworld\n")
    f.write("x" * len(argv) + "\n")
    f.close()
    f = open("scratch.txt", "r")
    s = f.read()
    f.close()
    print len(s), s.count("\n")
    f = open("scratch.txt")
    print f.readline() + "|" + f.readline() + "|" + f.readline() + "|" + f.readline() + "|"
    f.close()
    with open("scratch.txt") as f:
        print f.read(3)
        f.seek(6, 0)
        print f.read(5), f.tell()
    f = open("scratch.txt", "a")
    f.write("more")
    f.close()
    f = open("scratch.txt", "rb")
    print len(f.read())
    f.close()
    return 0


def target(driver, args):
    return entry_point, None
