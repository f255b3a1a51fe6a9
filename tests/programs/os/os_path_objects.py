# paths that are objects or unicode
# skip: untranslated (the os module takes no objects that stand for paths)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rposix


class Path(object):
    def __init__(self, s):
        self.s = s
    def as_bytes(self):
        return self.s
    def as_utf8(self):
        return self.s


def main():
    p = Path('obj.txt')
    q = Path('obj2.txt')
    fd = os.open(p, os.O_CREAT | os.O_WRONLY, 0777)
    os.write(fd, 'test')
    os.close(fd)
    print rposix.access(p, os.R_OK), os.stat(p).st_size
    rposix.utime(p, None)
    rposix.chmod(p, 0700)
    rposix.rename(p, q)
    rposix.unlink(q)
    rposix.mkdir(p, 0777)
    rposix.chdir(p)
    rposix.chdir('..')
    rposix.rmdir(p)
    print rposix.listdir(Path('.'))
    rposix.putenv(p, p)
    rposix.unsetenv(p)
    fd = os.open(u'uni.txt', os.O_CREAT | os.O_WRONLY, 0777)
    os.close(fd)
    print os.listdir('.')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
