# Signals, clocks, terminals, polling, random bytes, stack overflow.
# skip: untranslated (a stack overflow is a RuntimeError there)
# skip: wasm (signals, terminals)
# skip: js (signals, terminals)
import errno
import os
import time
from rpython.rlib import rpoll, rposix, rsignal, rstackovf, rtermios, rtime, rtimer, rurandom
from rpython.rlib.rpoll import PollError, SelectError
from rpython.rtyper.lltypesystem import lltype, rffi
from _cases import entry_point_of

USR1 = rsignal.SIGUSR1


def case_poll_for_signals():
    print rsignal.pypysig_poll(),
    for i in range(2):
        rsignal.pypysig_setflag(USR1)
        os.kill(os.getpid(), USR1)
        print int(rsignal.pypysig_poll() == USR1), rsignal.pypysig_poll(),
    rsignal.pypysig_ignore(USR1)
    os.kill(os.getpid(), USR1)
    print rsignal.pypysig_poll()


def case_two_signals():
    rsignal.pypysig_setflag(USR1)
    rsignal.pypysig_setflag(rsignal.SIGUSR2)
    os.kill(os.getpid(), rsignal.SIGUSR2)
    os.kill(os.getpid(), USR1)
    os.kill(os.getpid(), USR1)
    print int(rsignal.pypysig_poll() == USR1), int(rsignal.pypysig_poll() == rsignal.SIGUSR2), rsignal.pypysig_poll()


def case_push_back():
    rsignal.pypysig_pushback(USR1)
    print int(rsignal.pypysig_poll() == USR1), rsignal.pypysig_poll()


def case_wake_up():
    a, b = os.pipe()
    rposix.set_status_flags(b, rposix.get_status_flags(b) | rposix.O_NONBLOCK)
    old = rsignal.pypysig_set_wakeup_fd(b, False)
    print old,
    rsignal.pypysig_setflag(USR1)
    for i in range(3):
        os.kill(os.getpid(), USR1)
    rsignal.pypysig_poll()
    print len(os.read(a, 10)), int(rsignal.pypysig_set_wakeup_fd(-1, False) == b)
    os.close(a)
    os.close(b)


def case_raise_and_names():
    rsignal.pypysig_setflag(USR1)
    rsignal.c_raise(USR1)
    print int(rsignal.pypysig_poll() == USR1), rsignal.strsignal(rsignal.SIGSEGV), '/', rsignal.strsignal(rsignal.SIGINT)
    print int('SIGTERM' in rsignal.signal_names), rsignal.SIGKILL, rsignal.SIGALRM


def case_interrupted_sleep():
    rsignal.pypysig_setflag(rsignal.SIGALRM)
    with lltype.scoped_alloc(rsignal.itimervalP.TO, 1) as timer:
        rffi.setintfield(timer[0].c_it_value, 'c_tv_sec', 0)
        rffi.setintfield(timer[0].c_it_value, 'c_tv_usec', 100000)
        rffi.setintfield(timer[0].c_it_interval, 'c_tv_sec', 0)
        rffi.setintfield(timer[0].c_it_interval, 'c_tv_usec', 0)
        rsignal.c_setitimer(rsignal.ITIMER_REAL, timer, lltype.nullptr(rsignal.itimervalP.TO))
    start = time.time()
    rsignal.c_pause()
    print int(time.time() - start < 5.0), int(rsignal.pypysig_poll() == rsignal.SIGALRM)


def case_clocks():
    t = time.time()
    time.sleep(0.01)
    print int(time.time() - t >= 0.009), int(time.time() > 1600000000.0), int(rtime.time() - t < 100.0)
    c = time.clock()
    total = 0
    for i in range(100000):
        total += i
    print int(time.clock() >= c), int(total > 0)


def case_other_clocks():
    with lltype.scoped_alloc(rtime.TIMESPEC) as ts:
        print int(rtime.c_clock_gettime(rtime.CLOCK_MONOTONIC, ts) == 0),
        first = int(ts.c_tv_sec) * 1000 + int(ts.c_tv_nsec) // 1000000
        time.sleep(0.02)
        rtime.c_clock_gettime(rtime.CLOCK_MONOTONIC, ts)
        second = int(ts.c_tv_sec) * 1000 + int(ts.c_tv_nsec) // 1000000
        print int(second - first >= 19),
        print int(rtime.c_clock_getres(rtime.CLOCK_REALTIME, ts) == 0), int(ts.c_tv_sec == 0), int(ts.c_tv_nsec > 0)


def case_negative_sleep():
    time.sleep(0.0)
    try:
        time.sleep(-1.0)
        print 'slept'
    except OSError as e:
        print int(e.errno == errno.EINVAL)
    except IOError:
        print 'IOError'


def case_time_stamps():
    a = rtimer.read_timestamp()
    b = rtimer.read_timestamp()
    time.sleep(0.001)
    c = rtimer.read_timestamp()
    print int(b >= a), int(c - a > 1000), int(rtimer.get_timestamp_unit() in [rtimer.UNIT_TSC, rtimer.UNIT_NS])


def case_terminal_settings():
    master, slave = rposix.openpty()
    iflag, oflag, cflag, lflag, ispeed, ospeed, cc = rtermios.tcgetattr(slave)
    print int(lflag & rtermios.ECHO != 0), len(cc), len(cc[0]), int(ispeed == ospeed), ord(cc[rtermios.VINTR]), ord(cc[rtermios.VEOF])
    cc[rtermios.VINTR] = '\x05'
    rtermios.tcsetattr(slave, rtermios.TCSANOW, (iflag, oflag, cflag, lflag & ~rtermios.ECHO, ispeed, ospeed, cc))
    mode = rtermios.tcgetattr(slave)
    print mode[3] & rtermios.ECHO, ord(mode[6][rtermios.VINTR])
    print int(rposix.isatty(slave)), int(rposix.ttyname(slave).startswith('/dev/'))
    rtermios.tcflush(slave, rtermios.TCIOFLUSH)
    os.close(slave)
    os.close(master)


def case_terminal_errors():
    a, b = os.pipe()
    for fd in [a, 98765]:
        try:
            rtermios.tcgetattr(fd)
        except OSError as e:
            print int(e.errno in [errno.ENOTTY, errno.EBADF]),
        try:
            rtermios.tcflow(fd, rtermios.TCOON)
        except OSError as e:
            print int(e.errno in [errno.ENOTTY, errno.EBADF]),
    print
    os.close(a)
    os.close(b)


def case_lines_through_a_terminal():
    master, slave = rposix.openpty()
    os.write(master, 'typed\n')
    print os.read(slave, 100).strip('\n'),
    os.write(slave, 'shown')
    time.sleep(0.01)
    text = os.read(master, 100)
    print text.strip('\r\n ')[:5]
    os.close(slave)
    os.close(master)


def case_poll():
    a, b = os.pipe()
    print len(rpoll.poll({a: rpoll.POLLIN}, 5)), len(rpoll.poll({}, 1)),
    print int(rpoll.poll({b: rpoll.POLLOUT}) == [(b, rpoll.POLLOUT)]),
    os.write(b, 'x')
    print int(rpoll.poll({a: rpoll.POLLIN | rpoll.POLLPRI}) == [(a, rpoll.POLLIN)]), len(rpoll.poll({a: rpoll.POLLIN, b: rpoll.POLLOUT})),
    os.close(b)
    os.read(a, 1)
    print int(rpoll.poll({a: rpoll.POLLIN}) == [(a, rpoll.POLLHUP)]),
    os.close(a)
    print int(rpoll.poll({a: rpoll.POLLIN}) == [(a, rpoll.POLLNVAL)])


def case_select():
    a, b = os.pipe()
    r, w, x = rpoll.select([a], [b], [], 1.0)
    print len(r), int(w == [b]), len(x),
    os.write(b, 'x')
    r, w, x = rpoll.select([a], [], [])
    print int(r == [a]), len(w), len(x),
    start = time.time()
    r, w, x = rpoll.select([], [], [a], 0.02)
    print len(r), len(x), int(time.time() - start >= 0.015)
    os.close(a)
    os.close(b)
    try:
        rpoll.select([a], [], [], 0.0)
    except SelectError as e:
        message, length = e.get_msg_utf8()
        print int(e.errno == errno.EBADF), e.get_msg(), message, length, len(e.get_msg_unicode())


def case_random_bytes():
    one = rurandom.urandom(16)
    two = rurandom.urandom(16)
    print len(one), int(one == two), len(rurandom.urandom(0)), len(rurandom.urandom(100000)), len(os.urandom(3))


def deep(n):
    if n == 0:
        return 0
    return deep(n - 1) + 1


def without_end(n):
    return without_end(n + 1) + 1


def case_stack_overflow():
    print deep(1000),
    try:
        without_end(0)
        print 'came back'
    except rstackovf.StackOverflow:
        rstackovf.check_stack_overflow()
        print 'StackOverflow'


def case_stack_overflow_twice():
    for i in range(2):
        try:
            without_end(i)
        except RuntimeError:
            print 'RuntimeError',
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
