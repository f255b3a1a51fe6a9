# Functions of rposix on files, folders and descriptors, and the errors that they raise.
# skip: wasm (pipes, locks, links)
# skip: js (pipes, locks, links)
import errno
import os
from rpython.rlib import rposix
from rpython.rlib.rpath import risdir
from _cases import entry_point_of

NAMES = {}
for _name in ['ENOENT', 'EEXIST', 'EBADF', 'ENOTDIR', 'EISDIR', 'EINVAL', 'ENOTEMPTY', 'ESPIPE', 'ENODATA', 'EACCES', 'ESRCH',
              'EPERM', 'ERANGE', 'ELOOP', 'ENXIO']:
    NAMES[getattr(errno, _name)] = _name


def failed(e):
    print NAMES.get(e.errno, 'error'),


def create(name, text):
    fd = rposix.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0666)
    rposix.write(fd, text)
    return fd


def content(name):
    fd = rposix.open(name, os.O_RDONLY, 0)
    text = rposix.read(fd, 1000)
    rposix.close(fd)
    return text


def sorted_names(names):
    for i in range(1, len(names)):
        j = i
        while j > 0 and names[j] < names[j - 1]:
            names[j], names[j - 1] = names[j - 1], names[j]
            j -= 1
    return ' '.join(names)


def case_write_and_read():
    fd = create('a.txt', 'Hello world')
    print rposix.lseek(fd, 0, 0), rposix.read(fd, 5), rposix.lseek(fd, 1, 1), rposix.read(fd, 100), rposix.lseek(fd, -3, 2)
    print '[%s]' % rposix.read(fd, 0), rposix.read(fd, 2), rposix.read(fd, 9), '[%s]' % rposix.read(fd, 9)
    rposix.close(fd)
    rposix.unlink('a.txt')


def case_closed_descriptor():
    fd = create('a.txt', 'x')
    rposix.close(fd)
    try:
        rposix.write(fd, 'y')
    except OSError as e:
        failed(e)
    try:
        rposix.read(fd, 1)
    except OSError as e:
        failed(e)
    try:
        rposix.close(fd)
    except OSError as e:
        failed(e)
    try:
        rposix.lseek(fd, 0, 0)
    except OSError as e:
        failed(e)
    try:
        rposix.fsync(fd)
    except OSError as e:
        failed(e)
    try:
        rposix.fdatasync(fd)
    except OSError as e:
        failed(e)
    try:
        rposix.dup(fd)
    except OSError as e:
        failed(e)
    print
    rposix.unlink('a.txt')


def case_no_such_file():
    try:
        rposix.open('nothing', os.O_RDONLY, 0)
    except OSError as e:
        failed(e)
    try:
        rposix.unlink('nothing')
    except OSError as e:
        failed(e)
    try:
        rposix.rmdir('nothing')
    except OSError as e:
        failed(e)
    try:
        rposix.chdir('nothing')
    except OSError as e:
        failed(e)
    try:
        rposix.listdir('nothing')
    except OSError as e:
        failed(e)
    try:
        rposix.rename('nothing', 'other')
    except OSError as e:
        failed(e)
    try:
        rposix.readlink('nothing')
    except OSError as e:
        failed(e)
    try:
        rposix.chmod('nothing', 0600)
    except OSError as e:
        failed(e)
    print


def case_negative_size():
    fd = create('a.txt', 'x')
    try:
        rposix.read(fd, -1)
    except OSError as e:
        failed(e)
    try:
        rposix.lseek(fd, -5, 0)
    except OSError as e:
        failed(e)
    print
    rposix.close(fd)
    rposix.unlink('a.txt')


def case_truncate():
    fd = create('a.txt', 'abcdefgh')
    rposix.ftruncate(fd, 3)
    print content('a.txt'),
    rposix.ftruncate(fd, 5)
    print len(content('a.txt'))
    rposix.close(fd)
    try:
        rposix.ftruncate(fd, 1)
    except OSError as e:
        failed(e)
    print
    rposix.unlink('a.txt')


def case_positioned():
    fd = create('a.txt', 'Hello world')
    rposix.lseek(fd, 2, 0)
    print rposix.pread(fd, 4, 6), rposix.pwrite(fd, 'ea', 1), rposix.read(fd, 3), '[%s]' % rposix.pread(fd, 5, 100)
    rposix.close(fd)
    print content('a.txt')
    try:
        rposix.pread(fd, 1, 0)
    except OSError as e:
        failed(e)
    try:
        rposix.pwrite(fd, 'x', 0)
    except OSError as e:
        failed(e)
    print
    rposix.unlink('a.txt')


def case_folders():
    rposix.mkdir('folder', 0777)
    try:
        rposix.mkdir('folder', 0777)
    except OSError as e:
        failed(e)
    rposix.close(create('folder/b', ''))
    rposix.close(create('folder/a', ''))
    try:
        rposix.rmdir('folder')
    except OSError as e:
        failed(e)
    try:
        rposix.mkdir('folder/a/sub', 0777)
    except OSError as e:
        failed(e)
    try:
        rposix.listdir('folder/a')
    except OSError as e:
        failed(e)
    print sorted_names(rposix.listdir('folder'))
    rposix.unlink('folder/a')
    rposix.unlink('folder/b')
    rposix.rmdir('folder')
    print int(risdir('folder'))


def case_working_folder():
    before = rposix.getcwd()
    rposix.mkdir('sub', 0755)
    rposix.chdir('sub')
    print rposix.getcwd()[len(before):],
    rposix.chdir('..')
    print int(rposix.getcwd() == before),
    fd = rposix.open('sub', os.O_RDONLY, 0)
    rposix.fchdir(fd)
    print rposix.getcwd()[len(before):]
    rposix.close(fd)
    rposix.chdir(before)
    rposix.rmdir('sub')


def case_rename_and_replace():
    rposix.close(create('one', '1'))
    rposix.close(create('two', '2'))
    rposix.rename('one', 'three')
    print sorted_names(rposix.listdir('.')),
    rposix.replace('three', 'two')
    print sorted_names(rposix.listdir('.')), content('two')
    rposix.unlink('two')


def case_links():
    rposix.close(create('file', 'text'))
    rposix.link('file', 'hard')
    rposix.symlink('file', 'soft')
    print content('hard'), content('soft'), rposix.readlink('soft')
    try:
        rposix.readlink('file')
    except OSError as e:
        failed(e)
    try:
        rposix.symlink('x', 'soft')
    except OSError as e:
        failed(e)
    try:
        rposix.link('nothing', 'new')
    except OSError as e:
        failed(e)
    print
    for name in ['file', 'hard', 'soft']:
        rposix.unlink(name)


def case_link_to_itself():
    rposix.symlink('loop', 'loop')
    try:
        rposix.open('loop', os.O_RDONLY, 0)
    except OSError as e:
        failed(e)
    print rposix.readlink('loop')
    rposix.unlink('loop')


def case_access():
    rposix.close(create('file', ''))
    print int(rposix.access('file', os.F_OK)), int(rposix.access('file', os.R_OK)), int(rposix.access('nothing', os.F_OK))
    rposix.chmod('file', 0644)
    print int(rposix.access('file', os.X_OK)),
    rposix.chmod('file', 0755)
    print int(rposix.access('file', os.X_OK))
    rposix.unlink('file')


def case_mode_and_mask():
    old = rposix.umask(027)
    fd = create('file', '')
    print oct(os.fstat(fd).st_mode & 0777),
    rposix.fchmod(fd, 0600)
    print oct(os.fstat(fd).st_mode & 0777),
    rposix.close(fd)
    print oct(rposix.umask(old))
    rposix.unlink('file')


def case_pipe():
    a, b = rposix.pipe()
    print rposix.write(b, 'through'), rposix.read(a, 4),
    rposix.close(b)
    print rposix.read(a, 10), '[%s]' % rposix.read(a, 10)
    try:
        rposix.lseek(a, 0, 0)
    except OSError as e:
        failed(e)
    print int(rposix.isatty(a)), int(rposix.isatty(-1))
    rposix.close(a)


def case_inheritable():
    a, b = rposix.pipe()
    print int(rposix.get_inheritable(a)),
    rposix.set_inheritable(a, False)
    print int(rposix.get_inheritable(a)),
    rposix.set_inheritable(a, True)
    print int(rposix.get_inheritable(a)), int(rposix.get_inheritable(b))
    rposix.close(a)
    rposix.close(b)
    try:
        rposix.get_inheritable(a)
    except OSError as e:
        failed(e)
    print


def case_inheritable_cache():
    cache = rposix.SetNonInheritableCache()
    a, b = rposix.pipe()
    print cache.cached_inheritable,
    cache.set_non_inheritable(a)
    print cache.cached_inheritable, int(rposix.get_inheritable(a)), int(rposix.get_inheritable(b)),
    cache.set_non_inheritable(b)
    print int(rposix.get_inheritable(b))
    rposix.close(a)
    rposix.close(b)


def case_duplicates():
    a, b = rposix.pipe2(0)
    for inheritable in [True, False]:
        c = rposix.dup(b, inheritable)
        d = rposix.dup(a, True)
        rposix.dup2(c, d, inheritable)
        print int(rposix.get_inheritable(c)), int(rposix.get_inheritable(d)),
        rposix.write(d, 'x')
        rposix.close(c)
        rposix.close(d)
    print rposix.read(a, 9)
    rposix.close(a)
    rposix.close(b)
    a, b = rposix.pipe2(rposix.O_CLOEXEC)
    print int(rposix.get_inheritable(a)), int(rposix.get_inheritable(b))
    rposix.close(a)
    rposix.close(b)


def case_status_flags():
    a, b = rposix.pipe()
    flags = rposix.get_status_flags(a)
    print flags & rposix.O_NONBLOCK,
    rposix.set_status_flags(a, flags | rposix.O_NONBLOCK)
    print int(rposix.get_status_flags(a) & rposix.O_NONBLOCK != 0),
    try:
        rposix.read(a, 1)
    except OSError as e:
        print int(e.errno == errno.EAGAIN)
    rposix.close(a)
    rposix.close(b)


def case_relative_to_a_folder():
    rposix.mkdir('base', 0755)
    base = rposix.open('base', os.O_RDONLY, 0)
    rposix.mkdirat('sub', 0755, dir_fd=base)
    try:
        rposix.mkdirat('sub', 0755, dir_fd=base)
    except OSError as e:
        failed(e)
    rposix.close(rposix.openat('f', os.O_CREAT | os.O_WRONLY, 0644, dir_fd=base))
    rposix.symlinkat('f', 'l', dir_fd=base)
    print rposix.readlinkat('l', dir_fd=base),
    rposix.renameat('f', 'g', src_dir_fd=base, dst_dir_fd=base)
    rposix.linkat('g', 'h', base, base)
    rposix.fchmodat('g', 0600, base)
    print int(rposix.faccessat('g', os.R_OK, base)), int(rposix.faccessat('f', os.F_OK, base)),
    print sorted_names(rposix.listdir('base'))
    for name in ['g', 'h', 'l']:
        rposix.unlinkat(name, dir_fd=base)
    try:
        rposix.unlinkat('g', dir_fd=base)
    except OSError as e:
        failed(e)
    rposix.unlinkat('sub', dir_fd=base, removedir=True)
    print len(rposix.listdir('base'))
    rposix.close(base)
    rposix.rmdir('base')


def case_list_by_descriptor():
    rposix.mkdir('dir', 0755)
    rposix.close(create('dir/x', ''))
    rposix.close(create('dir/y', ''))
    fd = rposix.open('dir', os.O_RDONLY, 0)
    print sorted_names(rposix.fdlistdir(rposix.dup(fd))), sorted_names(rposix.fdlistdir(fd))
    try:
        rposix.fdlistdir(fd)
    except OSError as e:
        failed(e)
    print
    rposix.unlink('dir/x')
    rposix.unlink('dir/y')
    rposix.rmdir('dir')


def case_fifo():
    rposix.mkfifo('pipe', 0600)
    try:
        rposix.mkfifo('pipe', 0600)
    except OSError as e:
        failed(e)
    try:
        rposix.open('pipe', os.O_WRONLY | rposix.O_NONBLOCK, 0)
    except OSError as e:
        failed(e)
    print
    rposix.unlink('pipe')


def case_locks():
    fd = create('file', 'test')
    rposix.lseek(fd, 0, 0)
    rposix.lockf(fd, rposix.F_LOCK, 4)
    rposix.lockf(fd, rposix.F_ULOCK, 4)
    rposix.lockf(fd, rposix.F_TLOCK, 2)
    print 'locked',
    rposix.close(fd)
    try:
        rposix.lockf(fd, rposix.F_LOCK, 4)
    except OSError as e:
        failed(e)
    print
    rposix.unlink('file')


def case_advice_and_room():
    fd = create('file', 'foobar')
    rposix.posix_fadvise(fd, 0, 1, rposix.POSIX_FADV_WILLNEED)
    rposix.posix_fadvise(fd, 3, 1, rposix.POSIX_FADV_DONTNEED)
    try:
        rposix.posix_fadvise(fd, 6, 1, 1234567)
    except OSError as e:
        failed(e)
    rposix.posix_fallocate(fd, 0, 10)
    print len(content('file'))
    rposix.close(fd)
    rposix.unlink('file')


def case_times():
    rposix.close(create('file', ''))
    rposix.utime('file', (1000000.0, 1234567.5))
    st = os.stat('file')
    print int(st.st_atime), int(st.st_mtime)
    rposix.utime('file', (-5.0, 5000000000.0))
    st = os.stat('file')
    print int(st.st_atime), st.st_mtime == 5000000000.0 and 'late' or 'early'
    rposix.utimensat('file', 10, 0, 20, 500000000, rposix.AT_FDCWD, True)
    st = os.stat('file')
    print int(st.st_atime * 2), int(st.st_mtime * 2)
    rposix.utime('file', None)
    print int(os.stat('file').st_mtime > 1000000000.0)
    rposix.unlink('file')


def case_memory_file():
    fd = rposix.memfd_create('abc', rposix.MFD_CLOEXEC)
    print rposix.write(fd, 'defghi?'), rposix.lseek(fd, 2, 0), rposix.read(fd, 3), int(rposix.get_inheritable(fd))
    rposix.close(fd)


def case_send_file():
    a, b = rposix.pipe()
    fd = create('file', 'abcdefghij')
    print rposix.sendfile(b, fd, 3, 5), rposix.read(a, 10),
    rposix.lseek(fd, 1, 0)
    print rposix.sendfile_no_offset(b, fd, 2), rposix.read(a, 10)
    try:
        rposix.sendfile(b, fd, -1, 5)
    except OSError as e:
        failed(e)
    print
    rposix.close(fd)
    rposix.close(a)
    rposix.close(b)
    rposix.unlink('file')


def case_devices():
    dev = rposix.makedev(24, 7)
    print rposix.major(dev), rposix.minor(dev)


def case_null_bytes_in_names():
    # A name with a null byte ends there, or is refused where the program asks.
    try:
        rposix.open('file\x00x'[:4], os.O_RDONLY, 0)
    except OSError as e:
        failed(e)
    print


def case_unicode_names():
    fd = rposix.open(u'plain', os.O_RDWR | os.O_CREAT, 0666)
    print rposix.write(fd, 'text'),
    rposix.close(fd)
    rposix.rename(u'plain', u'other')
    rposix.chmod(u'other', 0600)
    print int(rposix.access(u'other', os.R_OK)),
    rposix.mkdir(u'dir', 0700)
    rposix.rmdir(u'dir')
    rposix.unlink(u'other')
    print len(rposix.listdir('.'))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
