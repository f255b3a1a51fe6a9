# files by path, by descriptor and relative to a folder
# skip: reference (os.path.basename() is not proven to slice from a place in the string)
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rposix, rposix_stat


def err(e):
    return os.strerror(e.errno)


def main():
    print rposix.access('.', os.R_OK), rposix.access('nothere', os.R_OK)
    print len(os.times())
    fd = os.open('f.txt', os.O_RDWR | os.O_CREAT, 0666)
    rposix.write(fd, 'Hello world')
    rposix.lseek(fd, 0, 0)
    print os.read(fd, 5), rposix.pread(fd, 2, 1), rposix.pwrite(fd, 'ea', 1)
    rposix.fsync(fd)
    rposix.fdatasync(fd)
    os.ftruncate(fd, 7)
    print os.fstat(fd).st_size
    rposix.posix_fadvise(fd, 0, 1, rposix.POSIX_FADV_WILLNEED)
    print rposix.posix_fallocate(fd, 0, 10)
    os.lseek(fd, 0, 0)
    print rposix.lockf(fd, rposix.F_LOCK, 4), rposix.lockf(fd, rposix.F_ULOCK, 4)
    os.close(fd)
    try:
        os.write(fd, 'x')
    except OSError, e:
        print 'write', err(e)
    try:
        rposix.posix_fadvise(fd, 6, 1, 1234567)
    except OSError, e:
        print 'fadvise', err(e)
    os.utime('f.txt', (1000.25, -123.0))
    st = os.stat('f.txt')
    print st.st_atime, st.st_mtime, st[7], st[8], st.st_mode & 0777
    os.utime('f.txt', (5000000000.0, 5000000000.0))
    print os.stat('f.txt').st_mtime, os.stat(u'f.txt').st_size
    rposix.utime('f.txt', None)
    rposix.chmod('f.txt', 0600)
    print os.stat('f.txt').st_mode & 0777
    rposix.rename('f.txt', 'g.txt')
    rposix.replace('g.txt', 'h.txt')
    os.symlink('h.txt', 'lnk')
    os.link('h.txt', 'hard')
    print os.readlink('lnk'), os.stat('h.txt').st_nlink, os.lstat('lnk').st_size
    l = rposix.listdir('.')
    l2 = [x for x in l]
    d = {}
    for x in l2:
        d[x] = 1
    print len(l2), 'h.txt' in d, 'lnk' in d
    rposix.mkdir('sub', 0777)
    try:
        rposix.mkdir('sub', 0777)
    except OSError, e:
        print 'mkdir', err(e)
    rposix.chdir('sub')
    print os.path.basename(os.getcwd())
    rposix.chdir('..')
    rposix.rmdir('sub')
    rposix.mkfifo('fifo', 0600)
    rposix.unlink('fifo')
    dirfd = os.open('.', os.O_RDONLY, 0)
    rposix.mkdirat('s2', 0777, dir_fd=dirfd)
    rposix.symlinkat('h.txt', 'l3', dir_fd=dirfd)
    print rposix.readlinkat('l3', dirfd)
    rposix.renameat('h.txt', 'k.txt', src_dir_fd=dirfd, dst_dir_fd=dirfd)
    f2 = rposix.openat('k.txt', os.O_RDONLY, 0777, dirfd)
    print os.read(f2, 3)
    os.close(f2)
    rposix.linkat('k.txt', 'k2.txt', dirfd, dirfd)
    print rposix.faccessat('k2.txt', os.R_OK, dirfd), rposix.faccessat('zz', os.R_OK, dirfd)
    rposix.fchmodat('k.txt', 0640, dirfd)
    print rposix_stat.fstatat('k.txt', dirfd, False).st_mode & 0777
    rposix.utimensat('k.txt', 0, rposix.UTIME_NOW, 0, rposix.UTIME_NOW, dir_fd=dirfd)
    rposix.utimensat('k.txt', 10, 500, 20, 600, dir_fd=dirfd)
    print os.stat('k.txt')[8]
    rposix.mkfifoat('ff', 0600, dirfd)
    rposix.unlinkat('ff', dir_fd=dirfd)
    rposix.unlinkat('s2', dir_fd=dirfd, removedir=True)
    print len(rposix.fdlistdir(os.dup(dirfd)))
    print len(rposix.fdlistdir(dirfd))
    print rposix.major(rposix.makedev(24, 7)), rposix.minor(rposix.makedev(24, 7))
    fd = rposix.memfd_create('abc', rposix.MFD_CLOEXEC)
    os.write(fd, 'xyz')
    os.close(fd)
    rposix.sync()
    sv = os.statvfs('.')
    print sv.f_bsize > 0, rposix_stat.fstatvfs(0).f_namemax > 0
    print rposix.isatty(-1)
    print rposix_stat.get_stat_ns_as_bigint(os.stat('k.txt'), 'mtime').str()


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
