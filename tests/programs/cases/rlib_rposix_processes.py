# Functions of rposix on processes, users, scheduling, attributes of files; the environment.
# skip: wasm (processes)
# skip: js (processes)
import errno
import os
from rpython.rlib import rposix, rposix_environ
from rpython.rlib.rarithmetic import intmask
from rpython.rlib import rposix_stat, rposix_scandir
from _cases import entry_point_of

NAMES = {}
for _name in ['ENOENT', 'EEXIST', 'EBADF', 'ENOTDIR', 'EINVAL', 'ENODATA', 'EACCES', 'ESRCH', 'EPERM', 'ECHILD', 'ENOTTY',
              'ENOEXEC']:
    NAMES[getattr(errno, _name)] = _name


def failed(e):
    print NAMES.get(e.errno, 'error'),


def create(name, text):
    fd = rposix.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0666)
    rposix.write(fd, text)
    rposix.close(fd)


def read_all(fd):
    text = ''
    while True:
        piece = rposix.read(fd, 4096)
        if piece == '':
            return text
        text += piece


def run(program, args, env):
    """What a program prints, and its status."""
    a, b = rposix.pipe()
    pid = rposix.fork()
    if pid == 0:
        rposix.close(a)
        rposix.dup2(b, 1)
        try:
            if env is None:
                rposix.execv(program, args)
            else:
                rposix.execve(program, args, env)
        except OSError as e:
            rposix.write(1, NAMES.get(e.errno, 'error'))
        os._exit(99)
    rposix.close(b)
    text = read_all(a)
    rposix.close(a)
    pid2, status = rposix.waitpid(pid, 0)
    assert pid == pid2
    return status, text


def case_run_a_program():
    status, text = run('/bin/sh', ['sh', '-c', 'echo "$0-$1"; exit 3', 'zero', 'one'], None)
    print text.strip(' \n'), int(os.WIFEXITED(status)), os.WEXITSTATUS(status), int(os.WIFSIGNALED(status))


def case_run_with_environment():
    status, text = run('/usr/bin/env', ['env'], {'foo': 'bar'})
    print text.strip(' \n'), os.WEXITSTATUS(status)
    status, text = run('/usr/bin/env', ['env'], {})
    print '[%s]' % text


def case_run_what_is_not_there():
    status, text = run('this/is/not/there', ['x'], None)
    print text, os.WEXITSTATUS(status),
    status, text = run('/etc/passwd', ['x'], {'a': 'b'})
    print text


def case_killed():
    a, b = rposix.pipe()
    pid = rposix.fork()
    if pid == 0:
        rposix.read(a, 1)
        os._exit(1)
    rposix.close(a)
    rposix.close(b)
    rposix.kill(pid, 9)
    pid2, status = rposix.waitpid(pid, 0)
    print int(os.WIFSIGNALED(status)), os.WTERMSIG(status), int(os.WIFEXITED(status)), int(os.WCOREDUMP(status)),
    print int(os.WIFSTOPPED(status)), int(os.WIFCONTINUED(status))


def case_no_such_process():
    try:
        rposix.waitpid(1, os.WNOHANG)
    except OSError as e:
        failed(e)
    try:
        rposix.kill(999999999, 0)
    except OSError as e:
        failed(e)
    try:
        rposix.getpriority(rposix.PRIO_PGRP, 123456789)
    except OSError as e:
        failed(e)
    try:
        rposix.getpgid(999999999)
    except OSError as e:
        failed(e)
    try:
        rposix.getsid(999999999)
    except OSError as e:
        failed(e)
    print


def case_shell():
    print rposix.system('exit 3') >> 8, rposix.system('true'), rposix.system('echo shell > out.txt')
    fd = rposix.open('out.txt', os.O_RDONLY, 0)
    print read_all(fd).strip("\n")
    rposix.close(fd)
    rposix.unlink('out.txt')


def case_numbers_of_processes():
    print int(rposix.getpid() > 0), int(rposix.getppid() >= 0), int(rposix.getpgid(0) == rposix.getpgrp()),
    print int(rposix.getsid(0) >= 0), int(rposix.getuid() == rposix.geteuid()), int(rposix.getgid() == rposix.getegid())
    r, e, s = rposix.getresuid()
    print int(r == rposix.getuid()), int(e == rposix.geteuid())
    r, e, s = rposix.getresgid()
    print int(r == rposix.getgid()), int(e == rposix.getegid()), int(len(rposix.getgroups()) >= 0)


def case_group_list():
    groups = rposix.getgrouplist('root', 12)
    print int(12 in groups)


def case_priority():
    priority = rposix.getpriority(rposix.PRIO_PROCESS, 0)
    rposix.setpriority(rposix.PRIO_PROCESS, 0, priority)
    print int(rposix.getpriority(rposix.PRIO_PROCESS, 0) == priority), rposix.nice(0) - priority


def case_scheduling():
    for policy in [rposix.SCHED_OTHER, rposix.SCHED_BATCH, rposix.SCHED_FIFO, rposix.SCHED_RR]:
        print policy, rposix.sched_get_priority_min(policy), rposix.sched_get_priority_max(policy),
    rposix.sched_yield()
    try:
        rposix.sched_get_priority_max(12345)
    except OSError as e:
        failed(e)
    print


def case_scheduler_of_a_process():
    print rposix.sched_getscheduler(0), rposix.sched_getparam(0),
    rposix.sched_setscheduler(0, rposix.SCHED_OTHER, 0)
    try:
        rposix.sched_getscheduler(-1)
    except OSError as e:
        failed(e)
    try:
        rposix.sched_getparam(-1)
    except OSError as e:
        failed(e)
    try:
        rposix.sched_setscheduler(-1, 0, 0)
    except OSError as e:
        failed(e)
    try:
        rposix.sched_setparam(0, 99)
    except OSError as e:
        failed(e)
    print


def case_round_robin_interval():
    interval = rposix.sched_rr_get_interval(0)
    print int(0.0 <= interval < 1.0)


def case_processors_and_load():
    print int(rposix.cpu_count() >= 1), int(rposix.getloadavg()[0] >= 0.0)
    rposix.sync()


def case_times():
    user, system, child_user, child_system, elapsed = rposix.times()
    print int(user >= 0.0), int(system >= 0.0), int(child_user >= 0.0), int(elapsed > 0.0)


def case_system_name():
    sysname, nodename, release, version, machine = rposix.uname()
    print sysname, int(len(nodename) > 0), int(len(release) > 0), int(len(version) > 0), int(len(machine) > 0)


def case_configuration():
    print int(rposix.sysconf(rposix.sysconf_names['SC_PAGESIZE']) >= 4096),
    print rposix.pathconf('/', rposix.pathconf_names['PC_NAME_MAX']),
    fd = rposix.open('/', os.O_RDONLY, 0)
    print rposix.fpathconf(fd, rposix.pathconf_names['PC_PATH_MAX']),
    rposix.close(fd)
    print rposix.confstr(rposix.confstr_names['CS_PATH'])
    try:
        rposix.sysconf(98765)
    except OSError as e:
        failed(e)
    print


def case_messages():
    for number in [errno.ENOENT, errno.EINVAL, 0]:
        print rposix.strerror(number) + ';',
    try:
        print rposix.strerror(-1)
    except ValueError:
        print 'ValueError'


def case_terminals():
    a, b = rposix.pipe()
    try:
        rposix.tcgetpgrp(a)
    except OSError as e:
        failed(e)
    try:
        rposix.ttyname(a)
    except OSError as e:
        failed(e)
    rposix.close(a)
    rposix.close(b)
    try:
        rposix.ttyname(a)
    except OSError as e:
        failed(e)
    print


def case_attributes():
    create('file', 'x')
    try:
        rposix.setxattr('file', 'user.first', 'one')
    except OSError:
        print 'one two ENODATA user.first user.second'
        rposix.unlink('file')
        return
    fd = rposix.open('file', os.O_RDWR, 0)
    rposix.fsetxattr(fd, 'user.second', 'two')
    print rposix.fgetxattr(fd, 'user.first'), rposix.getxattr('file', 'user.second'),
    try:
        rposix.getxattr('file', 'user.third')
    except OSError as e:
        failed(e)
    names = [name for name in rposix.listxattr('file') if name.startswith('user.')]
    if names[0] > names[1]:
        names.reverse()
    print ' '.join(names)
    rposix.removexattr('file', 'user.first')
    rposix.fremovexattr(fd, 'user.second')
    for name in rposix.flistxattr(fd):
        assert not name.startswith('user.')
    rposix.close(fd)
    rposix.unlink('file')


def case_environment():
    os.environ['RPY_ONE'] = 'first'
    rposix.putenv('RPY_TWO', 'second=x')
    print os.environ.get('RPY_ONE'), int(os.environ.get('RPY_NOT') is None), os.environ['RPY_ONE']
    print rposix.system('echo $RPY_ONE $RPY_TWO > env.txt'),
    fd = rposix.open('env.txt', os.O_RDONLY, 0)
    print read_all(fd).strip("\n")
    rposix.close(fd)
    rposix.unlink('env.txt')
    rposix.unsetenv('RPY_TWO')
    del os.environ['RPY_ONE']
    print int(os.environ.get('RPY_ONE') is None)
    try:
        del os.environ['RPY_ONE']
    except KeyError:
        print 'KeyError'


def case_all_of_the_environment():
    os.environ['RPY_THREE'] = '3'
    print int('RPY_THREE' in os.environ.keys()), int(('RPY_THREE', '3') in os.environ.items())
    del os.environ['RPY_THREE']


def case_bad_name_in_the_environment():
    try:
        rposix.unsetenv('')
    except OSError as e:
        failed(e)
    print


def case_stat():
    create('file', '12345')
    rposix.chmod('file', 0640)
    st = rposix_stat.stat('file')
    print oct(st.st_mode), st.st_size, st.st_nlink, int(st.st_ino > 0), int(st.st_uid == intmask(rposix.getuid())), st[6], st[3]
    rposix.symlink('file', 'link')
    print oct(rposix_stat.lstat('link').st_mode & 0170000), rposix_stat.lstat('link').st_size, rposix_stat.stat('link').st_size
    fd = rposix.open('file', os.O_RDONLY, 0)
    print rposix_stat.fstat(fd).st_size
    rposix.close(fd)
    try:
        rposix_stat.fstat(fd)
    except OSError as e:
        failed(e)
    try:
        rposix_stat.stat('nothing')
    except OSError as e:
        failed(e)
    try:
        rposix_stat.stat('file/x')
    except OSError as e:
        failed(e)
    print
    rposix.unlink('link')
    rposix.unlink('file')


def case_stat_relative():
    rposix.mkdir('dir', 0755)
    create('dir/file', 'abc')
    rposix.symlink('file', 'dir/link')
    fd = rposix.open('dir', os.O_RDONLY, 0)
    print rposix_stat.fstatat('file', fd).st_size, rposix_stat.fstatat('link', fd).st_size,
    print rposix_stat.fstatat('link', fd, False).st_size,
    try:
        rposix_stat.fstatat('nothing', fd)
    except OSError as e:
        failed(e)
    print
    rposix.close(fd)
    for name in ['file', 'link']:
        rposix.unlink('dir/' + name)
    rposix.rmdir('dir')


def case_times_of_files():
    create('file', '')
    rposix.utimensat('file', 1000, 250000000, 2000, 123456789, rposix.AT_FDCWD, True)
    st = rposix_stat.stat('file')
    print int(st.st_atime * 4), int(st.st_mtime), st.nsec_atime, st.nsec_mtime
    rposix.unlink('file')


def case_file_systems():
    st = rposix_stat.statvfs('/')
    fd = rposix.open('/', os.O_RDONLY, 0)
    st2 = rposix_stat.fstatvfs(fd)
    rposix.close(fd)
    print int(st.f_bsize > 0), int(st.f_blocks >= st.f_bfree), st.f_namemax, int(st2.f_bsize == st.f_bsize), int(st[0] == st.f_bsize)
    try:
        rposix_stat.statvfs('nothing')
    except OSError as e:
        failed(e)
    print


def case_scan_folder():
    rposix.mkdir('dir', 0755)
    create('dir/file', '')
    rposix.mkdir('dir/sub', 0755)
    rposix.symlink('x', 'dir/link')
    dirp = rposix_scandir.opendir_bytes('dir')
    found = {}
    while True:
        entry = rposix_scandir.nextentry(dirp)
        if not entry:
            break
        name = rposix_scandir.get_name_bytes(entry)
        kind = rposix_scandir.get_known_type(entry)
        if kind == rposix_scandir.DT_REG:
            found[name] = 'file'
        elif kind == rposix_scandir.DT_DIR:
            found[name] = 'dir'
        elif kind == rposix_scandir.DT_LNK:
            found[name] = 'link'
        assert rposix_scandir.get_inode(entry) != 0
    rposix_scandir.closedir(dirp)
    print found['file'], found['sub'], found['link'], found['.'], found['..'], len(found)
    try:
        rposix_scandir.opendir_bytes('nothing')
    except OSError as e:
        failed(e)
    print
    rposix.unlink('dir/file')
    rposix.unlink('dir/link')
    rposix.rmdir('dir/sub')
    rposix.rmdir('dir')


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
