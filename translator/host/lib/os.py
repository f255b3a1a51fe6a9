"""Operating system interface: the system calls of `posix`, paths, and the environment."""
import posix
import posixpath as path
import sys
import errno as _errno
from posix import *
from posix import _exit

name = 'posix'
linesep = '\n'
curdir, pardir, sep, pathsep, altsep, extsep, devnull = '.', '..', '/', ':', None, '.', '/dev/null'
defpath = ':/bin:/usr/bin'
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2

sys.modules['os.path'] = path


class stat_result(tuple):
    """What `stat` gives: a tuple with names. Times are whole seconds as items, floats as attributes."""

    def __new__(cls, fields):
        self = tuple.__new__(cls, tuple(fields[:7]) + tuple([int(t) for t in fields[7:]]))
        self.st_atime, self.st_mtime, self.st_ctime = fields[7:10]
        return self

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])


_plain_stat, _plain_lstat, _plain_fstat = stat, lstat, fstat


def stat(path):
    return stat_result(_plain_stat(path))


def lstat(path):
    return stat_result(_plain_lstat(path))


def fstat(fd):
    return stat_result(_plain_fstat(fd))


def WIFEXITED(status):
    return (status & 0x7f) == 0


def WIFSIGNALED(status):
    return (status & 0x7f) != 0 and (status & 0x7f) != 0x7f


def WIFSTOPPED(status):
    return (status & 0xff) == 0x7f


def WEXITSTATUS(status):
    return (status >> 8) & 0xff


def WSTOPSIG(status):
    return (status >> 8) & 0xff


def WTERMSIG(status):
    return status & 0x7f


class _Environ(dict):
    """The environment; changes are visible in this process."""

    def __setitem__(self, key, value):
        putenv(key, value)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        unsetenv(key)

    def copy(self):
        return dict(self)


environ = _Environ(posix.environ)


def getenv(key, default=None):
    return environ.get(key, default)


def getcwdu():
    return unicode(getcwd())


def makedirs(name, mode=0777):
    """mkdir() with the directories above, where they are missing."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        makedirs(head, mode)
    mkdir(name, mode)


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name)
    while head and tail:
        try:
            rmdir(head)
        except error:
            break
        head, tail = path.split(head)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(directory, its directories, its files) for a whole tree."""
    try:
        names = listdir(top)
    except error, e:
        if onerror is not None:
            onerror(e)
        return
    dirs, files = [], []
    for name in names:
        if path.isdir(path.join(top, name)):
            dirs.append(name)
        else:
            files.append(name)
    if topdown:
        yield top, dirs, files
    for name in dirs:
        below = path.join(top, name)
        if followlinks or not path.islink(below):
            for item in walk(below, topdown, onerror, followlinks):
                yield item
    if not topdown:
        yield top, dirs, files


def fdopen(fd, mode='r', bufsize=-1):
    return posix.fdopen(fd, mode, bufsize)


def _of_library(name, module='rpython.rlib.rposix', there=None):
    """A function that translated programs have from the library, and programs that run untranslated, too."""
    def function(*args):
        library = __import__(module, None, None, [name])
        if not hasattr(library, there or name):
            raise OSError(_errno.ENOSYS, "os.%s() is not supported" % (name,))
        return getattr(library, there or name)(*args)
    function.__name__ = name
    return function


tmpfile = _of_library('tmpfile', 'rpython.rlib.rfile', 'create_temp_rfile')


def popen(cmd, mode='r', bufsize=-1):
    from rpython.rlib import rfile
    return rfile.create_popen_file(cmd, mode)


def wait():
    return waitpid(-1, 0)


def _in_path(file):
    """The places where a program may be."""
    if '/' in file:
        return [file]
    return [path.join(folder, file) for folder in environ.get('PATH', defpath).split(pathsep)]


def execvp(file, args):
    execvpe(file, args, environ)


def execvpe(file, args, env):
    """Tries the folders of PATH; what raises is the first failure that says more than that it is not there."""
    failure = None
    for place in _in_path(file):
        try:
            execve(place, args, dict(env))
        except error, e:
            if failure is None or failure.errno in (_errno.ENOENT, _errno.ENOTDIR):
                failure = e
    raise failure


def closerange(fd_low, fd_high):
    for fd in range(fd_low, fd_high):
        try:
            close(fd)
        except error:
            pass


def WCOREDUMP(status):
    return (status & 0x80) != 0


def WIFCONTINUED(status):
    return status == 0xffff


def abort():
    kill(getpid(), 6)


for _name in [
        'chown', 'chroot', 'confstr', 'ctermid', 'execv', 'execve', 'fchdir', 'fchmod', 'fchown', 'forkpty', 'fpathconf',
        'getgroups', 'getloadavg', 'getlogin', 'getpgid', 'getpgrp', 'getresgid', 'getresuid', 'getsid', 'initgroups',
        'killpg', 'lchown', 'major', 'makedev', 'minor', 'mkfifo', 'mknod', 'nice', 'openpty', 'pathconf', 'setegid',
        'seteuid', 'setgid', 'setgroups', 'setpgid', 'setpgrp', 'setregid', 'setresgid', 'setresuid', 'setreuid',
        'setsid', 'setuid', 'spawnv', 'spawnve', 'sysconf', 'tcgetpgrp', 'tcsetpgrp', 'tempnam', 'tmpnam', 'ttyname',
        'utime', 'wait3', 'wait4']:
    globals()[_name] = _of_library(_name)
statvfs = _of_library('statvfs', 'rpython.rlib.rposix_stat')
fstatvfs = _of_library('fstatvfs', 'rpython.rlib.rposix_stat')
del _name

from rpython.rlib._posix_names import confstr_names, pathconf_names, sysconf_names
