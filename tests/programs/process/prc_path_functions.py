# functions of os.path that translate
import os

def t(b):
    return "T" if b else "F"

def entry_point(argv):
    p = "dir" * len(argv)
    print os.path.join(p, "file"), os.path.join(p, "/abs"), os.path.join("a/", "b")
    print os.path.normpath("a//b/./c/../d"), os.path.abspath("/x/../y")
    print os.path.normcase("A/b" + p)
    print t(os.path.exists("/")), t(os.path.isdir("/")), t(os.path.isfile("/")), t(os.path.exists("/nope"))
    return 0


def target(driver, args):
    return entry_point, None
