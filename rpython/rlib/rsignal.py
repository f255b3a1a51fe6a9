"""Signals: a handler notes that they came, and the program asks for them when it has time."""
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

# Linux's numbers.
SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE = range(1, 9)
SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM = range(9, 16)
SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ = range(17, 26)
SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGPWR, SIGSYS = range(26, 32)
SIGIOT, SIGCLD, SIGPOLL = SIGABRT, SIGCHLD, SIGIO
SIGRTMIN, SIGRTMAX = 34, 64
NSIG = 65
SIG_DFL, SIG_IGN = 0, 1
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = 0, 1, 2
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2

PYPYSIG_WITH_NUL_BYTE = 1
PYPYSIG_USE_SEND = 2
PYPYSIG_NO_WARN_FULL = 4

signal_names = [_name for _name in sorted(globals()) if _name.startswith('SIG') and not _name.startswith('SIG_')]
signal_values = {}
for _name in signal_names:
    signal_values[globals()[_name]] = None

_PATH_MAX = 4096

# A handler may interrupt the program anywhere, so it is C code that touches nothing but these variables.
eci = ExternalCompilationInfo(
    includes=['stdlib.h', 'signal.h', 'sys/time.h', 'unistd.h', 'string.h'],
    post_include_bits=['''
struct pypysig_long_struct_inner { Signed value; };
struct pypysig_long_struct {
    struct pypysig_long_struct_inner inner;
    char cookie[8];
    Signed debugger_pending_call;
    char debugger_script_path[4096];
};
extern struct pypysig_long_struct pypysig_counter;
void pypysig_ignore(int signum);
void pypysig_default(int signum);
void pypysig_setflag(int signum);
void pypysig_reinstall(int signum);
int pypysig_set_wakeup_fd(int fd, int flags);
int pypysig_poll(void);
int pypysig_get_wakeup_fd_write_errno(void);
void pypysig_pushback(int signum);
void *pypysig_getaddr_occurred(void);
int pypysig_siginterrupt(int signum, int flag);
_Bool pypysig_check_and_reset(void);
'''],
    separate_module_sources=['''
#include <errno.h>
#include <sys/socket.h>

enum { COUNT = 65 };

/* The program looks at `value` often: it is negative when a signal has come. */
struct pypysig_long_struct pypysig_counter = { { 0 }, { 'p', 'y', 'p', 'y', 's', 'i', 'g', 's' }, 0, { 0 } };
static volatile sig_atomic_t came[COUNT];
static volatile sig_atomic_t any_came;
static volatile int wakeup_fd = -1;
static volatile int wakeup_flags;
static volatile int wakeup_errno;

static void wake_up(int signum)
{
    unsigned char byte = wakeup_flags & 1 ? 0 : (unsigned char)signum;
    ssize_t done = wakeup_flags & 2 ? send(wakeup_fd, &byte, 1, 0) : write(wakeup_fd, &byte, 1);
    if (done < 0 && !((wakeup_flags & 4) && (errno == EAGAIN || errno == EWOULDBLOCK)))
        wakeup_errno = errno;
}

static void note(int signum)
{
    int kept = errno;
    if (signum >= 0 && signum < COUNT) {
        came[signum] = 1;
        any_came = 1;
        pypysig_counter.inner.value = -1;
        if (wakeup_fd != -1)
            wake_up(signum);
    }
    errno = kept;
}

static void install(int signum, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof(action));
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(signum, &action, 0);
}

void pypysig_ignore(int signum) { install(signum, SIG_IGN); }
void pypysig_default(int signum) { install(signum, SIG_DFL); }
void pypysig_setflag(int signum) { install(signum, note); }
void pypysig_reinstall(int signum) { (void)signum; }

int pypysig_set_wakeup_fd(int fd, int flags)
{
    int old = wakeup_fd;
    wakeup_fd = fd;
    wakeup_flags = flags;
    return old;
}

int pypysig_get_wakeup_fd_write_errno(void)
{
    int result = wakeup_errno;
    wakeup_errno = 0;
    return result;
}

int pypysig_poll(void)
{
    int i;
    if (any_came) {
        any_came = 0;
        for (i = 0; i < COUNT; i++)
            if (came[i]) {
                came[i] = 0;
                any_came = 1;
                return i;
            }
    }
    return -1;
}

void pypysig_pushback(int signum)
{
    if (signum >= 0 && signum < COUNT) {
        came[signum] = 1;
        any_came = 1;
        pypysig_counter.inner.value = -1;
    }
}

void *pypysig_getaddr_occurred(void) { return &pypysig_counter; }

int pypysig_siginterrupt(int signum, int flag)
{
    struct sigaction action;
    if (sigaction(signum, 0, &action) < 0)
        return -1;
    if (flag)
        action.sa_flags &= ~SA_RESTART;
    else
        action.sa_flags |= SA_RESTART;
    return sigaction(signum, &action, 0);
}

_Bool pypysig_check_and_reset(void)
{
    _Bool result = --pypysig_counter.inner.value < 0;
    if (result)
        pypysig_counter.inner.value = 100;
    return result;
}
'''])


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, sandboxsafe=True, **kwds)


pypysig_ignore = external('pypysig_ignore', [rffi.INT], lltype.Void)
pypysig_default = external('pypysig_default', [rffi.INT], lltype.Void)
pypysig_setflag = external('pypysig_setflag', [rffi.INT], lltype.Void)
pypysig_reinstall = external('pypysig_reinstall', [rffi.INT], lltype.Void)
pypysig_set_wakeup_fd = external('pypysig_set_wakeup_fd', [rffi.INT, rffi.INT], rffi.INT)
_pypysig_poll = external('pypysig_poll', [], rffi.INT, releasegil=False)
_pypysig_write_errno = external('pypysig_get_wakeup_fd_write_errno', [], rffi.INT, releasegil=False)
pypysig_pushback = external('pypysig_pushback', [rffi.INT], lltype.Void, releasegil=False)


def pypysig_poll():
    """A signal that came, or -1."""
    return rffi.cast(lltype.Signed, _pypysig_poll())


def pypysig_get_wakeup_fd_write_errno():
    return rffi.cast(lltype.Signed, _pypysig_write_errno())


STRUCT_ONEFIELD = lltype.Struct('pypysig_long_struct_inner', ('c_value', lltype.Signed),
                                hints={'c_name': 'pypysig_long_struct_inner', 'external': 'C'})
LONG_STRUCT = lltype.Struct('pypysig_long_struct',
                            ('c_value', lltype.Signed),
                            ('c_cookie', rffi.CFixedArray(lltype.Char, 8)),
                            ('c_debugger_pending_call', lltype.Signed),
                            ('c_debugger_script_path', rffi.CFixedArray(lltype.Char, _PATH_MAX)),
                            hints={'c_name': 'pypysig_long_struct', 'external': 'C'})

_untranslated = {}


def _counter_of_type(STRUCT):
    """Untranslated, where no signal is noted: a function that gives the same struct each time."""
    def counter():
        if STRUCT not in _untranslated:
            _untranslated[STRUCT] = lltype.malloc(STRUCT, flavor='raw', immortal=True)
        return _untranslated[STRUCT]
    return counter


pypysig_getaddr_occurred = external('pypysig_getaddr_occurred', [], lltype.Ptr(STRUCT_ONEFIELD),
                                    _nowrapper=True, elidable_function=True,
                                    _callable=_counter_of_type(STRUCT_ONEFIELD))
pypysig_getaddr_occurred_fullstruct = external('pypysig_getaddr_occurred', [], lltype.Ptr(LONG_STRUCT),
                                               _nowrapper=True, elidable_function=True,
                                               _callable=_counter_of_type(LONG_STRUCT))
pypysig_check_and_reset = external('pypysig_check_and_reset', [], lltype.Bool, _nowrapper=True)

# ---------------------------------------------------------------- the system's functions

timeval = rffi.CStruct('timeval', ('tv_sec', rffi.TIME_T), ('tv_usec', rffi.LONG))
itimerval = rffi.CStruct('itimerval', ('it_interval', timeval), ('it_value', timeval))
itimervalP = rffi.CArrayPtr(itimerval)

c_raise = external('raise', [rffi.INT], rffi.INT)
c_alarm = external('alarm', [rffi.INT], rffi.INT)
c_pause = external('pause', [], rffi.INT, releasegil=True)
c_siginterrupt = external('pypysig_siginterrupt', [rffi.INT, rffi.INT], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
c_setitimer = external('setitimer', [rffi.INT, itimervalP, itimervalP], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
c_getitimer = external('getitimer', [rffi.INT, itimervalP], rffi.INT)
c_strsignal = external('strsignal', [rffi.INT], rffi.CCHARP)

c_sigset_t = rffi.COpaquePtr('sigset_t', compilation_info=eci)
c_sigemptyset = external('sigemptyset', [c_sigset_t], rffi.INT)
c_sigfillset = external('sigfillset', [c_sigset_t], rffi.INT)
c_sigaddset = external('sigaddset', [c_sigset_t, rffi.INT], rffi.INT)
c_sigismember = external('sigismember', [c_sigset_t, rffi.INT], rffi.INT)
c_sigwait = external('sigwait', [c_sigset_t, rffi.INTP], rffi.INT, releasegil=True, save_err=rffi.RFFI_SAVE_ERRNO)
c_sigpending = external('sigpending', [c_sigset_t], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
c_pthread_sigmask = external('pthread_sigmask', [rffi.INT, c_sigset_t, c_sigset_t], rffi.INT,
                             save_err=rffi.RFFI_SAVE_ERRNO)


def strsignal(signum):
    """What people call a signal, or None."""
    text = c_strsignal(signum)
    if not text:
        return None
    return rffi.charp2str(text)
