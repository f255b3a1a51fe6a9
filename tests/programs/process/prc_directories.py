# mkdir, listdir, rename, rmdir, chdir
# skip: wasm (current directory)
import os
from rpython.rlib.listsort import make_timsort_class

def lt(a, b):
    return a < b

Sort = make_timsort_class(lt=lt)

def entry_point(argv):
    os.mkdir("sub", 0777)
    for name in ["b", "a", "c" * len(argv)]:
        fd = os.open("sub/" + name, os.O_WRONLY | os.O_CREAT, 0666)
        os.close(fd)
    names = os.listdir("sub")
    Sort(names).sort()
    print " ".join(names)
    os.rename("sub/a", "sub/z")
    os.chdir("sub")
    print os.path.exists("z") and "moved" or "lost"
    for name in os.listdir("."):
        os.unlink(name)
    os.chdir("..")
    os.rmdir("sub")
    print os.path.isdir("sub") and "there" or "gone"
    try:
        os.listdir("sub")
    except OSError, e:
        print "OSError", e.errno
    return 0


def target(driver, args):
    return entry_point, None
