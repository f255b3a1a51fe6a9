# os.open, read, write, lseek, close, unlink, stat
import os

def entry_point(argv):
    fd = os.open("data.bin", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0666)
    print os.write(fd, "0123456789" * len(argv))
    os.close(fd)
    fd = os.open("data.bin", os.O_RDONLY, 0666)
    print os.read(fd, 4), os.read(fd, 3)
    os.lseek(fd, 1, 0)
    print os.read(fd, 100)
    print os.fstat(fd).st_size
    os.close(fd)
    print os.stat("data.bin").st_size, os.path.exists("data.bin") and "exists" or "gone"
    os.unlink("data.bin")
    print os.path.exists("data.bin") and "exists" or "gone"
    try:
        os.unlink("data.bin")
    except OSError, e:
        print "OSError", e.errno
    try:
        os.write(77, "x")
    except OSError, e:
        print "OSError", e.errno
    return 0


def target(driver, args):
    return entry_point, None
