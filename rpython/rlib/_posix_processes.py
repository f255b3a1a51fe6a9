"""Processes, users, terminals and what the system says of itself: the part of `rposix` that is seldom used."""
from rpython.rlib import debug
from rpython.rlib._posix_base import (
    GID_T, ID_T, UID_T, _as_bytes0, after_fork, errno_external, external, get_saved_errno, handle_posix_error, number_function,
    number_result, os_error, set_saved_errno)
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, widen
from rpython.rlib._posix_files import TIMESPEC
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

PRIO_PROCESS, PRIO_PGRP, PRIO_USER = 0, 1, 2
SCHED_OTHER, SCHED_FIFO, SCHED_RR, SCHED_BATCH = 0, 1, 2, 3
CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND = 0x100, 0x200, 0x400, 0x800
CLONE_THREAD, CLONE_NEWNS, CLONE_SYSVSEM = 0x10000, 0x20000, 0x40000
CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER = 0x2000000, 0x4000000, 0x8000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWTIME = 0x20000000, 0x40000000, 0x80
TIOCGWINSZ = 0x5413
NCCS = 32
GETPGRP_HAVE_ARG = SETPGRP_HAVE_ARG = False
CLOCK_TICKS_PER_SECOND = 100.0

UID_T_P = rffi.CArrayPtr(UID_T)
GID_T_P = rffi.CArrayPtr(GID_T)
GID_GROUPS_T = GID_T_P

# ---------------------------------------------------------------- users and groups

setuid = number_function('setuid', [UID_T], 'uid')
seteuid = number_function('seteuid', [UID_T], 'uid')
setgid = number_function('setgid', [GID_T], 'gid')
setegid = number_function('setegid', [GID_T], 'gid')
setreuid = number_function('setreuid', [UID_T, UID_T], 'ruid, euid')
setregid = number_function('setregid', [GID_T, GID_T], 'rgid, egid')
setresuid = number_function('setresuid', [UID_T] * 3, 'ruid, euid, suid')
setresgid = number_function('setresgid', [GID_T] * 3, 'rgid, egid, sgid')

c_getegid = external('getegid', [], GID_T)
c_getgroups = errno_external('getgroups', [rffi.INT, GID_GROUPS_T], rffi.INT)
c_setgroups = errno_external('setgroups', [rffi.SIZE_T, GID_GROUPS_T], rffi.INT)
c_initgroups = errno_external('initgroups', [rffi.CCHARP, GID_T], rffi.INT)
c_getgrouplist = errno_external('getgrouplist', [rffi.CCHARP, GID_T, GID_GROUPS_T, rffi.INTP], rffi.INT)
c_getresuid = errno_external('getresuid', [UID_T_P] * 3, rffi.INT)
c_getresgid = errno_external('getresgid', [GID_T_P] * 3, rffi.INT)
c_getlogin = errno_external('getlogin', [], rffi.CCHARP)


def widen_uid(x):
    """The number of a user or a group, unsigned."""
    return rffi.cast(lltype.Unsigned, x)


widen_gid = widen_uid


def getegid():
    return widen_gid(c_getegid())


def getgroups():
    n = handle_posix_error('getgroups', c_getgroups(0, lltype.nullptr(GID_GROUPS_T.TO)))
    with lltype.scoped_alloc(GID_GROUPS_T.TO, n + 1) as groups:
        n = handle_posix_error('getgroups', c_getgroups(n, groups))
        return [widen_gid(groups[i]) for i in range(n)]


def setgroups(gids):
    n = len(gids)
    with lltype.scoped_alloc(GID_GROUPS_T.TO, n + 1) as groups:
        for i in range(n):
            groups[i] = rffi.cast(GID_T, gids[i])
        handle_posix_error('setgroups', c_setgroups(n, groups))


def initgroups(user, group):
    handle_posix_error('initgroups', c_initgroups(user, group))


def getgrouplist(user, group):
    size = 64
    while True:
        with lltype.scoped_alloc(GID_GROUPS_T.TO, size) as groups:
            with lltype.scoped_alloc(rffi.INTP.TO, 1) as count:
                count[0] = rffi.cast(rffi.INT, size)
                result = widen(c_getgrouplist(user, group, groups, count))
                n = intmask(count[0])
                if result >= 0:
                    return [widen_gid(groups[i]) for i in range(n)]
                if n <= size:
                    raise os_error(get_saved_errno(), "getgrouplist failed")
                size = n


def getresuid():
    with lltype.scoped_alloc(UID_T_P.TO, 3) as ids:
        handle_posix_error('getresuid', c_getresuid(ids, rffi.ptradd(ids, 1), rffi.ptradd(ids, 2)))
        return (widen_uid(ids[0]), widen_uid(ids[1]), widen_uid(ids[2]))


def getresgid():
    with lltype.scoped_alloc(GID_T_P.TO, 3) as ids:
        handle_posix_error('getresgid', c_getresgid(ids, rffi.ptradd(ids, 1), rffi.ptradd(ids, 2)))
        return (widen_gid(ids[0]), widen_gid(ids[1]), widen_gid(ids[2]))


def getlogin():
    name = c_getlogin()
    if not name:
        raise os_error(get_saved_errno(), "getlogin failed")
    return rffi.charp2str(name)


# ---------------------------------------------------------------- processes

killpg = number_function('killpg', [rffi.INT, rffi.INT], 'pgrp, sig')
setsid = number_function('setsid', [], '')
setpgid = number_function('setpgid', [rffi.PID_T, rffi.PID_T], 'pid, gid')
setpgrp = number_function('setpgrp', [], '')
getsid = number_result('getsid', [rffi.PID_T], 'pid')
getpgid = number_result('getpgid', [rffi.PID_T], 'pid')
getpgrp = number_result('getpgrp', [], '')
unshare = number_function('unshare', [rffi.INT], 'flags')
sched_get_priority_max = number_result('sched_get_priority_max', [rffi.INT], 'policy')
sched_get_priority_min = number_result('sched_get_priority_min', [rffi.INT], 'policy')
sched_yield = number_result('sched_yield', [], '')
sched_getscheduler = number_result('sched_getscheduler', [rffi.PID_T], 'pid')

c_nice = external('nice', [rffi.INT], rffi.INT, save_err=rffi.RFFI_FULL_ERRNO_ZERO)
c_getpriority = external('getpriority', [rffi.INT, ID_T], rffi.INT, save_err=rffi.RFFI_FULL_ERRNO_ZERO)
c_setpriority = errno_external('setpriority', [rffi.INT, ID_T, rffi.INT], rffi.INT)
c_getloadavg = external('getloadavg', [rffi.DOUBLEP, rffi.INT], rffi.INT)
c_fexecve = errno_external('fexecve', [rffi.INT, rffi.CCHARPP, rffi.CCHARPP], rffi.INT)
c_chroot = errno_external('chroot', [rffi.CCHARP], rffi.INT)

SCHED_PARAM = rffi.CStruct('sched_param', ('sched_priority', rffi.INT))
SCHED_PARAM2P = lltype.Ptr(SCHED_PARAM)
c_sched_rr_get_interval = errno_external('sched_rr_get_interval', [rffi.PID_T, lltype.Ptr(TIMESPEC)], rffi.INT)
c_sched_setscheduler = errno_external('sched_setscheduler', [rffi.PID_T, rffi.INT, SCHED_PARAM2P], rffi.INT)
c_sched_getparam = errno_external('sched_getparam', [rffi.PID_T, SCHED_PARAM2P], rffi.INT)
c_sched_setparam = errno_external('sched_setparam', [rffi.PID_T, SCHED_PARAM2P], rffi.INT)


def nice(inc):
    # -1 is a result like others.
    result = widen(c_nice(inc))
    if result == -1 and get_saved_errno() != 0:
        raise os_error(get_saved_errno(), "os_nice failed")
    return result


def getpriority(which, who):
    result = widen(c_getpriority(which, who))
    error = get_saved_errno()
    if error != 0:
        raise os_error(error, "getpriority failed")
    return result


def setpriority(which, who, prio):
    handle_posix_error('setpriority', c_setpriority(which, who, prio))


def sched_rr_get_interval(pid):
    with lltype.scoped_alloc(TIMESPEC) as interval:
        handle_posix_error('sched_rr_get_interval', c_sched_rr_get_interval(pid, interval))
        return float(rffi.getintfield(interval, 'c_tv_sec')) + 1e-9 * rffi.getintfield(interval, 'c_tv_nsec')


def sched_setscheduler(pid, policy, priority):
    with lltype.scoped_alloc(SCHED_PARAM) as param:
        rffi.setintfield(param, 'c_sched_priority', priority)
        return handle_posix_error('sched_setscheduler', c_sched_setscheduler(pid, policy, param))


def sched_getparam(pid):
    with lltype.scoped_alloc(SCHED_PARAM) as param:
        handle_posix_error('sched_getparam', c_sched_getparam(pid, param))
        return rffi.getintfield(param, 'c_sched_priority')


def sched_setparam(pid, priority):
    with lltype.scoped_alloc(SCHED_PARAM) as param:
        rffi.setintfield(param, 'c_sched_priority', priority)
        return handle_posix_error('sched_setparam', c_sched_setparam(pid, param))


def getloadavg():
    with lltype.scoped_alloc(rffi.DOUBLEP.TO, 3) as load:
        if widen(c_getloadavg(load, 3)) != 3:
            raise OSError
        return (load[0], load[1], load[2])


def fexecve(fd, args, env):
    """Does not return unless it fails."""
    words = rffi.liststr2charpp(args)
    pairs = rffi.liststr2charpp([name + '=' + env[name] for name in env.keys()])
    c_fexecve(fd, words, pairs)
    rffi.free_charpp(words)
    rffi.free_charpp(pairs)
    raise os_error(get_saved_errno(), "execve failed")


@specialize.argtype(0)
def chroot(path):
    handle_posix_error('chroot', c_chroot(_as_bytes0(path)))


def spawnv(mode, path, args):
    raise NotImplementedError("spawnv() exists on Windows only: use fork() and execv()")


def spawnve(mode, path, args, env):
    raise NotImplementedError("spawnve() exists on Windows only: use fork() and execve()")


# ---------------------------------------------------------------- terminals

tcgetpgrp = number_result('tcgetpgrp', [rffi.INT], 'fd')
tcsetpgrp = number_function('tcsetpgrp', [rffi.INT, rffi.PID_T], 'fd, pgrp')

_pty_eci = ExternalCompilationInfo(includes=['pty.h', 'sys/types.h'], libraries=['util'])
c_openpty = errno_external('openpty', [rffi.INTP, rffi.INTP, rffi.VOIDP, rffi.VOIDP, rffi.VOIDP], rffi.INT,
                           compilation_info=_pty_eci)
c_forkpty = errno_external('forkpty', [rffi.INTP, rffi.VOIDP, rffi.VOIDP, rffi.VOIDP], rffi.PID_T,
                           compilation_info=_pty_eci, releasegil=False)
c_ttyname = errno_external('ttyname', [rffi.INT], rffi.CCHARP)
c_ctermid = external('ctermid', [rffi.CCHARP], rffi.CCHARP)
c_tmpnam = external('tmpnam', [rffi.CCHARP], rffi.CCHARP)


def openpty():
    none = lltype.nullptr(rffi.VOIDP.TO)
    with lltype.scoped_alloc(rffi.INTP.TO, 2) as fds:
        handle_posix_error('openpty', c_openpty(fds, rffi.ptradd(fds, 1), none, none, none))
        return (intmask(fds[0]), intmask(fds[1]))


def forkpty():
    none = lltype.nullptr(rffi.VOIDP.TO)
    with lltype.scoped_alloc(rffi.INTP.TO, 1) as master:
        offset = debug.debug_offset()
        pid = handle_posix_error('forkpty', c_forkpty(master, none, none, none))
        after_fork(pid, offset)
        return (pid, intmask(master[0]))


def ttyname(fd):
    name = c_ttyname(fd)
    if not name:
        raise os_error(get_saved_errno(), "ttyname raised")
    return rffi.charp2str(name)


def ctermid():
    return rffi.charp2str(c_ctermid(lltype.nullptr(rffi.CCHARP.TO)))


def tmpnam():
    return rffi.charp2str(c_tmpnam(lltype.nullptr(rffi.CCHARP.TO)))


# ---------------------------------------------------------------- the system

_uname_eci = ExternalCompilationInfo(
    includes=['sys/utsname.h'],
    post_include_bits=['''
static int rpy_uname(char *out, size_t size)
{
    /* Five texts of the same length behind one another. */
    struct utsname u;
    const char *parts[5] = { u.sysname, u.nodename, u.release, u.version, u.machine };
    size_t i, k;
    if (uname(&u) < 0)
        return -1;
    for (i = 0; i < 5; i++) {
        for (k = 0; parts[i][k] && k < size - 1; k++)
            out[i * size + k] = parts[i][k];
        out[i * size + k] = 0;
    }
    return 0;
}
'''])
c_uname = errno_external('rpy_uname', [rffi.CCHARP, rffi.SIZE_T], rffi.INT, compilation_info=_uname_eci)
c_sysconf = external('sysconf', [rffi.INT], rffi.LONG, save_err=rffi.RFFI_FULL_ERRNO_ZERO)
c_fpathconf = external('fpathconf', [rffi.INT, rffi.INT], rffi.LONG, save_err=rffi.RFFI_FULL_ERRNO_ZERO)
c_pathconf = external('pathconf', [rffi.CCHARP, rffi.INT], rffi.LONG, save_err=rffi.RFFI_FULL_ERRNO_ZERO)
c_confstr = external('confstr', [rffi.INT, rffi.CCHARP, rffi.SIZE_T], rffi.SIZE_T,
                     save_err=rffi.RFFI_FULL_ERRNO_ZERO)

_UTSNAME_SIZE = 256


def uname():
    """System, name of the machine in the network, release, version, kind of machine."""
    size = _UTSNAME_SIZE
    with lltype.scoped_alloc(rffi.CCHARP.TO, 5 * size) as out:
        handle_posix_error('uname', c_uname(out, size))
        return (rffi.charp2str(out), rffi.charp2str(rffi.ptradd(out, size)),
                rffi.charp2str(rffi.ptradd(out, 2 * size)), rffi.charp2str(rffi.ptradd(out, 3 * size)),
                rffi.charp2str(rffi.ptradd(out, 4 * size)))


def _number_or_error(result, name):
    # -1 without an error says that there is no limit.
    if result == -1:
        errno = get_saved_errno()
        if errno != 0:
            raise os_error(errno, "%s failed" % name)
    return result


def sysconf(value):
    return _number_or_error(intmask(c_sysconf(value)), 'sysconf')


def fpathconf(fd, value):
    return _number_or_error(intmask(c_fpathconf(fd, value)), 'fpathconf')


def pathconf(path, value):
    return _number_or_error(intmask(c_pathconf(path, value)), 'pathconf')


def confstr(value):
    """The text, or None where there is none."""
    size = intmask(c_confstr(value, lltype.nullptr(rffi.CCHARP.TO), 0))
    if size > 0:
        with lltype.scoped_alloc(rffi.CCHARP.TO, size) as buf:
            c_confstr(value, buf, size)
            return rffi.charp2strn(buf, size)
    errno = get_saved_errno()
    if errno != 0:
        raise os_error(errno, "confstr failed")
    return None


def cpu_count():
    """How many processors are there; 1 if nobody knows."""
    count = intmask(c_sysconf(84))
    return count if count > 0 else 1


# ---------------------------------------------------------------- how a process ended


def WCOREDUMP(status):
    return (status & 0x80) != 0


def WIFCONTINUED(status):
    return status == 0xffff


def WIFSIGNALED(status):
    return (status & 0x7f) != 0 and (status & 0x7f) != 0x7f


def WIFEXITED(status):
    return (status & 0x7f) == 0


def WEXITSTATUS(status):
    return (status >> 8) & 0xff


def WTERMSIG(status):
    return status & 0x7f


def WIFSTOPPED(status):
    return (status & 0xff) == 0x7f


def WSTOPSIG(status):
    return (status >> 8) & 0xff


WAIT_MACROS = ['WCOREDUMP', 'WIFCONTINUED', 'WIFSTOPPED', 'WIFSIGNALED', 'WIFEXITED', 'WEXITSTATUS', 'WSTOPSIG',
               'WTERMSIG']
