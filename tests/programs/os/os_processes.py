# processes, users, what the system says of itself
# skip: reference (the default of os.getenv() must not be None)
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rposix


def main():
    print rposix.getpid() == os.getpid(), os.getppid() > 0
    print os.getuid() == os.geteuid(), os.getgid() == os.getegid()
    print rposix.getpgid(0) == os.getpgrp(), rposix.getsid(0) >= 0
    print len(rposix.uname()), os.uname()[0]
    print rposix.cpu_count() >= 1
    prio = rposix.getpriority(rposix.PRIO_PROCESS, 0)
    rposix.setpriority(rposix.PRIO_PROCESS, 0, prio)
    try:
        rposix.getpriority(rposix.PRIO_PGRP, 123456789)
    except OSError, e:
        print os.strerror(e.errno)
    print rposix.sched_get_priority_max(rposix.SCHED_FIFO), rposix.sched_get_priority_min(rposix.SCHED_RR)
    rposix.sched_yield()
    print rposix.sysconf(rposix.sysconf_names['SC_PAGESIZE']), rposix.pathconf('.', rposix.pathconf_names['PC_NAME_MAX'])
    print rposix.nice(0) >= -20
    print len(os.getgroups()) >= 0, len(rposix.getloadavg())
    r, e, s = rposix.getresuid()
    print r == e
    print rposix.ctermid()
    print rposix.strerror(2)
    print os.system('exit 3') >> 8
    pid = os.fork()
    if pid == 0:
        os._exit(5)
    p, st = os.waitpid(pid, 0)
    print p == pid, os.WIFEXITED(st), os.WEXITSTATUS(st), os.WIFSIGNALED(st), os.WIFSTOPPED(st), os.WCOREDUMP(st)
    pid = os.fork()
    if pid == 0:
        while True:
            os.system('sleep 1')
    os.kill(pid, 9)
    p, st = os.waitpid(pid, 0)
    print os.WIFSIGNALED(st), os.WTERMSIG(st)
    fr, fw = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(fr)
        os.dup2(fw, 1)
        os.close(fw)
        rposix.execve('/usr/bin/env', ['env'], {'foo': 'bar'})
    os.close(fw)
    print os.read(fr, 100)
    os.waitpid(pid, 0)
    try:
        rposix.execve('this/file/is/non/existent', [], {})
    except OSError, e:
        print os.strerror(e.errno)
    try:
        os.ttyname(338)
    except OSError, e:
        print os.strerror(e.errno)
    print rposix.confstr(rposix.confstr_names['CS_PATH'])
    m, s = rposix.openpty()
    print os.isatty(s), os.ttyname(s).startswith('/dev/')
    print rposix.umask(022) >= 0
    rposix.putenv('FOO_X', 'hey')
    print os.environ['FOO_X'], os.getenv('FOO_X')
    rposix.unsetenv('FOO_X')
    print os.getenv('FOO_X') is None, 'FOO_X' in os.environ


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
