# functions of os and time in one program
# skip: reference (os.popen() cannot be translated)
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

import os, time, math
from os.path import isdir, exists, join


def fstatus(fd):
    s = os.fstat(fd)
    return s[0], s[1], s[6]


def main():
    tmp = os.getcwd() + '/t.txt'
    fd = os.open(tmp, os.O_WRONLY | os.O_CREAT, 0777)
    n = os.write(fd, 'hello, world\n')
    print n, os.lseek(fd, 3, 0), os.isatty(fd)
    os.close(fd)
    fd = os.open(tmp, os.O_RDONLY, 0777)
    print os.lseek(fd, 1, 0), os.read(fd, 4), os.lseek(fd, -1, 2), os.read(fd, 100), os.lseek(fd, 0, 2)
    a, b, c = fstatus(fd)
    st = os.stat(tmp)
    print st[0] == a, st[1] == b, st[6] == c, st.st_size, st.st_mtime > 0.0
    os.close(fd)
    f = os.popen('echo hello popen', 'r')
    print f.read()
    f.close()
    f = open(tmp, 'w')
    f.write('abc\n')
    f.close()
    f = os.fdopen(os.open(tmp, os.O_RDONLY, 0), 'r')
    print f.readline()
    f.close()
    g = os.tmpfile()
    g.write('xx')
    g.seek(0)
    print g.read()
    g.close()
    os.chmod(tmp, 0600)
    print os.stat(tmp).st_mode & 0777
    os.chown(tmp, os.getuid(), os.getgid())
    os.lchown(tmp, os.getuid(), os.getgid())
    fd = os.open(tmp, os.O_RDWR, 0)
    os.fchmod(fd, 0640)
    os.fchown(fd, os.getuid(), os.getgid())
    os.ftruncate(fd, 2)
    print os.fstat(fd).st_mode & 0777, os.fstat(fd).st_size
    os.close(fd)
    d = os.open('.', os.O_RDONLY, 0)
    os.mkdir('dd', 0777)
    os.chdir('dd')
    os.fchdir(d)
    print os.path.basename(os.getcwd()) != 'dd'
    os.rmdir('dd')
    os.symlink(tmp, 'sy')
    print os.path.islink('sy') , os.readlink('sy') == tmp
    os.mkfifo('ff', 0600)
    os.unlink('ff')
    print os.getpgrp() == os.getpgid(0)
    x = os.umask(022)
    print os.umask(x)
    print os.nice(0) == os.nice(0), len(os.uname()), len(os.times()), len(os.getloadavg())
    try:
        os.stat('nonexistentdir/nonexistentfile')
    except OSError, e:
        print e.errno
    try:
        os.listdir('nonexist')
    except OSError, e:
        print e.errno
    print isdir('.'), exists(tmp), join('a', 'b')
    print os.stat(tmp)[6]
    pid = os.fork()
    if pid == 0:
        time.sleep(10)
        os._exit(1)
    os.kill(pid, 15)
    pid1, status1 = os.waitpid(pid, 0)
    print pid1 == pid, os.WIFSIGNALED(status1), os.WTERMSIG(status1)
    pid = os.fork()
    if pid == 0:
        os.execv('/bin/sh', ['sh', '-c', 'exit 42'])
    pid1, status1 = os.waitpid(pid, 0)
    print os.WIFEXITED(status1), os.WEXITSTATUS(status1)
    pid = os.fork()
    if pid == 0:
        os.execve('/bin/sh', ['sh', '-c', 'exit $FOO'], {'FOO': '7'})
    pid1, status1 = os.waitpid(pid, 0)
    print os.WEXITSTATUS(status1)
    print os.system('exit 3')
    print os.getenv('RPY_TEST'), os.environ.get('NOTSET') is None
    os.environ['ABC_D'] = '1'
    print os.environ['ABC_D'], 'ABC_D' in os.environ
    os.putenv('ABC_E', 'x')
    os.unsetenv('ABC_E')
    del os.environ['ABC_D']
    try:
        os.environ['ABC_D']
    except KeyError:
        print 'KeyError'
    print len(os.environ.items()) > 0, len(os.environ.keys()) > 0
    print os.path.isfile(tmp), os.path.abspath('x') == os.getcwd() + '/x'
    print len(os.urandom(5)), os.strerror(2)
    print os.makedev(1, 3) == 259, os.major(259), os.minor(259)
    try:
        os.mknod('nod', 0666 | 0100000, 0)
        print 'made'
    except OSError:
        print 'no'
    os.killpg(os.getpgrp(), 0)
    print os.dup(0) > 2
    print os.geteuid() == os.getuid(), os.getegid() == os.getgid()
    os.setuid(os.getuid())
    os.setgid(os.getgid())
    print math.floor(2.5), math.pow(2.0, 3.0)
    print os.sysconf(30)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
