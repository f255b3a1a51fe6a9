# signals that the program asks for
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rsignal


def check(expected):
    res = rsignal.pypysig_poll()
    os.write(1, "poll() => %d, expected %d\n" % (res, expected))
    assert res == expected


def main():
    check(-1)
    for i in range(3):
        rsignal.pypysig_setflag(rsignal.SIGUSR1)
        os.kill(os.getpid(), rsignal.SIGUSR1)
        check(rsignal.SIGUSR1)
        check(-1)
    rsignal.pypysig_ignore(rsignal.SIGUSR1)
    os.kill(os.getpid(), rsignal.SIGUSR1)
    check(-1)
    rd, wr = os.pipe()
    rsignal.pypysig_set_wakeup_fd(wr, False)
    rsignal.pypysig_setflag(rsignal.SIGUSR1)
    for i in range(3):
        rsignal.c_raise(rsignal.SIGUSR1)
        check(rsignal.SIGUSR1)
    x = os.read(rd, 10)
    print x == chr(rsignal.SIGUSR1) * 3
    rsignal.pypysig_set_wakeup_fd(rd, False)
    os.kill(os.getpid(), rsignal.SIGUSR1)
    print rsignal.pypysig_get_wakeup_fd_write_errno()
    rsignal.pypysig_set_wakeup_fd(-1, False)
    check(rsignal.SIGUSR1)
    rsignal.pypysig_pushback(rsignal.SIGINT)
    check(rsignal.SIGINT)
    rsignal.pypysig_default(rsignal.SIGUSR1)
    p = rsignal.pypysig_getaddr_occurred()
    p.c_value = 5
    print p.c_value, rsignal.pypysig_check_and_reset()
    s = rsignal.pypysig_getaddr_occurred_fullstruct()
    print s.c_debugger_pending_call, s.c_cookie[0], s.c_cookie[7]
    print rsignal.strsignal(rsignal.SIGSEGV)
    sigset = lltype.malloc(rsignal.c_sigset_t.TO, flavor='raw')
    rsignal.c_sigemptyset(sigset)
    rsignal.c_sigaddset(sigset, rsignal.SIGUSR2)
    print rsignal.c_sigismember(sigset, rsignal.SIGUSR2), rsignal.c_sigismember(sigset, rsignal.SIGINT)
    lltype.free(sigset, flavor='raw')
    with lltype.scoped_alloc(rsignal.itimervalP.TO, 1) as old:
        print rsignal.c_getitimer(rsignal.ITIMER_REAL, old)
        print rffi.getintfield(old[0].c_it_value, 'c_tv_sec')
    print rsignal.c_siginterrupt(rsignal.SIGUSR1, 1), rsignal.NSIG, rsignal.SIG_DFL


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
