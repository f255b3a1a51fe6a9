"""The process: its end, its name, and what a system with one process says about others."""
from rpython.platform.wasi import calls, descriptors, machine
from rpython.platform.wasi.access import NULL
from rpython.platform.wasi.blocks import put_text
from rpython.platform.wasi.errno import EINVAL, ENOSYS, ERANGE, ESRCH, ECHILD, fail
from rpython.rtyper.lltypesystem import lltype, llmemory
from rpython.rtyper.lltypesystem import lltype, llmemory

PID = 42
USER = 1000
SIGABRT = 6


def _exit(status):
    calls.proc_exit(status & 255)


exit = _exit


def abort():
    calls.proc_exit(128 + SIGABRT)


def getpid():
    return PID


def getppid():
    return 1


def getuid():
    return USER


geteuid = getgid = getegid = getuid


def ends_process(signal):
    """Whether a signal that nobody catches ends the process: not those about children, windows and going on."""
    return signal != 17 and signal != 18 and signal != 23 and signal != 28


def kill(pid, signal):
    """A signal to oneself ends the program as it would natively; others there are not."""
    if signal < 0 or signal > 64:
        return fail(EINVAL)
    if pid != PID and pid != 0 and pid != -1:
        return fail(ESRCH)
    if signal and ends_process(signal):
        calls.proc_exit(128 + signal)
    return 0


def wasi_raise(signal):
    return kill(PID, signal)


def system(command):
    """No shell: 0 says so to who asks, and a command fails."""
    if command == NULL:
        return 0
    return fail(ENOSYS)


def waitpid(pid, status, options):
    return fail(ECHILD)


HANDLERS = lltype.Struct('wasi_handlers', ('of', lltype.FixedSizeArray(llmemory.Address, 65)))
handlers = lltype.malloc(HANDLERS, flavor='raw', immortal=True, zero=True)


def signal(number, handler):
    """The handler before. Nobody sends any, so it is only kept."""
    if number < 0 or number > 64:
        return llmemory.cast_int_to_adr(fail(EINVAL))
    before = handlers.of[number]
    handlers.of[number] = handler
    return before


def sched_yield():
    calls.sched_yield()
    return 0


def sysconf(name):
    if name == 30:
        return machine.PAGE
    if name == 2:
        return 100
    if name == 83 or name == 84:
        return 1
    if name == 4:
        return descriptors.LIMIT
    return fail(EINVAL)


def getpagesize():
    return machine.PAGE


def gethostname(buffer, size):
    if size < 10:
        return fail(ERANGE)
    put_text(buffer, 'localhost', 0)
    return 0
