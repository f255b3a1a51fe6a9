"""Waiting for several descriptors at once. `fddict` maps descriptors to the events that are of interest."""
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rposix import get_saved_errno, strerror
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLMSG = 64, 128, 256, 1024
eventnames = ['POLLIN', 'POLLPRI', 'POLLOUT', 'POLLERR', 'POLLHUP', 'POLLNVAL', 'POLLRDNORM', 'POLLRDBAND',
              'POLLWRNORM', 'POLLMSG']
FD_SETSIZE = 1024
EINTR = 4

_poll_eci = ExternalCompilationInfo(includes=['poll.h'])
_select_eci = ExternalCompilationInfo(
    includes=['sys/select.h', 'sys/time.h'],
    post_include_bits=['''
static void rpy_fd_zero(fd_set *set) { FD_ZERO(set); }
static void rpy_fd_set(int fd, fd_set *set) { FD_SET(fd, set); }
static int rpy_fd_isset(int fd, fd_set *set) { return FD_ISSET(fd, set) != 0; }
'''])

_POLLFD = rffi.CStruct('pollfd', ('fd', rffi.INT), ('events', rffi.SHORT), ('revents', rffi.SHORT))
_POLLFDS = rffi.CArrayPtr(_POLLFD)
_TIMEVAL = rffi.CStruct('timeval', ('tv_sec', rffi.TIME_T), ('tv_usec', rffi.LONG))
# As many bits as descriptors that select() takes.
_FD_SET = rffi.CArrayPtr(lltype.Unsigned)
_FD_SET_WORDS = FD_SETSIZE / 64

_c_poll = rffi.llexternal('poll', [_POLLFDS, rffi.ULONG, rffi.INT], rffi.INT, compilation_info=_poll_eci,
                          save_err=rffi.RFFI_SAVE_ERRNO)
_c_select = rffi.llexternal('select', [rffi.INT, _FD_SET, _FD_SET, _FD_SET, lltype.Ptr(_TIMEVAL)], rffi.INT,
                            compilation_info=_select_eci, save_err=rffi.RFFI_SAVE_ERRNO)


def _set_function(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=_select_eci, releasegil=False)


_fd_zero = _set_function('rpy_fd_zero', [_FD_SET], lltype.Void)
_fd_set = _set_function('rpy_fd_set', [rffi.INT, _FD_SET], lltype.Void)
_fd_isset = _set_function('rpy_fd_isset', [rffi.INT, _FD_SET], rffi.INT)


class _Error(Exception):
    def __init__(self, errno):
        self.errno = errno

    def get_msg(self):
        return strerror(self.errno)

    def get_msg_utf8(self):
        """The text, and how many characters it has."""
        message = strerror(self.errno)
        return message, len(message)

    def get_msg_unicode(self):
        return strerror(self.errno).decode('latin-1')


class PollError(_Error):
    pass


class SelectError(_Error):
    pass


def poll(fddict, timeout=-1):
    """A list of (descriptor, what happened); waits so many milliseconds, or without end."""
    count = len(fddict)
    fds = lltype.malloc(_POLLFDS.TO, count, flavor='raw')
    try:
        i = 0
        for fd, events in fddict.iteritems():
            rffi.setintfield(fds[i], 'c_fd', fd)
            rffi.setintfield(fds[i], 'c_events', events)
            rffi.setintfield(fds[i], 'c_revents', 0)
            i += 1
        assert i == count
        if intmask(_c_poll(fds, count, timeout)) < 0:
            raise PollError(get_saved_errno())
        result = []
        for i in range(count):
            happened = rffi.getintfield(fds[i], 'c_revents')
            if happened:
                result.append((rffi.getintfield(fds[i], 'c_fd'), happened))
    finally:
        lltype.free(fds, flavor='raw')
    return result


def _fill_set(fds, set):
    """Puts descriptors into a set; one more than the greatest."""
    _fd_zero(set)
    top = 0
    for fd in fds:
        if fd < 0 or fd >= FD_SETSIZE:
            raise ValueError("descriptor out of range for select()")
        _fd_set(fd, set)
        if fd >= top:
            top = fd + 1
    return top


def _members(fds, set):
    result = []
    for fd in fds:
        if intmask(_fd_isset(fd, set)) != 0:
            result.append(fd)
    return result


def select(inl, outl, excl, timeout=-1.0, handle_eintr=False):
    """Those that can be read, can be written, and have something special; waits so many seconds, or without end."""
    sets = lltype.malloc(_FD_SET.TO, 3 * _FD_SET_WORDS, flavor='raw', zero=True)
    interval = lltype.nullptr(_TIMEVAL)
    try:
        ins, outs, exs = sets, rffi.ptradd(sets, _FD_SET_WORDS), rffi.ptradd(sets, 2 * _FD_SET_WORDS)
        if timeout >= 0.0:
            interval = lltype.malloc(_TIMEVAL, flavor='raw')
        end = _now() + timeout
        while True:
            top = max(max(_fill_set(inl, ins), _fill_set(outl, outs)), _fill_set(excl, exs))
            if interval:
                seconds = int(timeout)
                rffi.setintfield(interval, 'c_tv_sec', seconds)
                rffi.setintfield(interval, 'c_tv_usec', int((timeout - float(seconds)) * 1000000.0))
            if intmask(_c_select(top, ins, outs, exs, interval)) >= 0:
                return (_members(inl, ins), _members(outl, outs), _members(excl, exs))
            errno = get_saved_errno()
            if not (handle_eintr and errno == EINTR):
                raise SelectError(errno)
            if timeout > 0.0:
                timeout = max(end - _now(), 0.0)
    finally:
        lltype.free(sets, flavor='raw')
        if interval:
            lltype.free(interval, flavor='raw')


def _now():
    from rpython.rlib import rtime
    return rtime.time()
