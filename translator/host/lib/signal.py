"""Signal numbers; handlers are not called at import time."""

SIG_DFL, SIG_IGN = 0, 1
(SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE,
 SIGALRM, SIGTERM) = range(1, 16)
SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH = (
    17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28)
SIGIO, SIGPWR, SIGSYS = 29, 30, 31
NSIG = 65

_handlers = {}


def signal(signum, handler):
    previous = _handlers.get(signum, SIG_DFL)
    _handlers[signum] = handler
    return previous


def getsignal(signum):
    return _handlers.get(signum, SIG_DFL)
