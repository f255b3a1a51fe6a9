"""errno: Linux's numbers, and how WASI's become them."""
from rpython.rtyper.lltypesystem import lltype

EPERM, ENOENT, ESRCH, EINTR, EIO, ENXIO, E2BIG, ENOEXEC, EBADF, ECHILD = range(1, 11)
EAGAIN, ENOMEM, EACCES, EFAULT, ENOTBLK, EBUSY, EEXIST, EXDEV, ENODEV, ENOTDIR = range(11, 21)
EISDIR, EINVAL, ENFILE, EMFILE, ENOTTY, ETXTBSY, EFBIG, ENOSPC, ESPIPE, EROFS = range(21, 31)
EMLINK, EPIPE, EDOM, ERANGE, EDEADLK, ENAMETOOLONG, ENOLCK, ENOSYS, ENOTEMPTY, ELOOP = range(31, 41)
ENOMSG, EIDRM, ENOLINK, EPROTO, EMULTIHOP, EBADMSG, EOVERFLOW, EILSEQ = 42, 43, 67, 71, 72, 74, 75, 84
ENOTSOCK, EDESTADDRREQ, EMSGSIZE, EPROTOTYPE, ENOPROTOOPT, EPROTONOSUPPORT = 88, 89, 90, 91, 92, 93
ENOTSUP, EAFNOSUPPORT, EADDRINUSE, EADDRNOTAVAIL, ENETDOWN, ENETUNREACH = 95, 97, 98, 99, 100, 101
ENETRESET, ECONNABORTED, ECONNRESET, ENOBUFS, EISCONN, ENOTCONN = 102, 103, 104, 105, 106, 107
ETIMEDOUT, ECONNREFUSED, EHOSTUNREACH, EALREADY, EINPROGRESS, ESTALE = 110, 111, 113, 114, 115, 116
EDQUOT, ECANCELED, EOWNERDEAD, ENOTRECOVERABLE = 122, 125, 130, 131

# In the order of WASI's numbers, beginning with 0.
_BY_WASI = [
    0, E2BIG, EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN, EALREADY, EBADF, EBADMSG, EBUSY,
    ECANCELED, ECHILD, ECONNABORTED, ECONNREFUSED, ECONNRESET, EDEADLK, EDESTADDRREQ, EDOM, EDQUOT, EEXIST,
    EFAULT, EFBIG, EHOSTUNREACH, EIDRM, EILSEQ, EINPROGRESS, EINTR, EINVAL, EIO, EISCONN, EISDIR, ELOOP,
    EMFILE, EMLINK, EMSGSIZE, EMULTIHOP, ENAMETOOLONG, ENETDOWN, ENETRESET, ENETUNREACH, ENFILE, ENOBUFS,
    ENODEV, ENOENT, ENOEXEC, ENOLCK, ENOLINK, ENOMEM, ENOMSG, ENOPROTOOPT, ENOSPC, ENOSYS, ENOTCONN,
    ENOTDIR, ENOTEMPTY, ENOTRECOVERABLE, ENOTSOCK, ENOTSUP, ENOTTY, ENXIO, EOVERFLOW, EOWNERDEAD, EPERM,
    EPIPE, EPROTO, EPROTONOSUPPORT, EPROTOTYPE, ERANGE, EROFS, ESPIPE, ESRCH, ESTALE, ETIMEDOUT, ETXTBSY,
    EXDEV, EACCES]

_TABLE = lltype.FixedSizeArray(lltype.Signed, len(_BY_WASI))
_table = lltype.malloc(_TABLE, flavor='raw', immortal=True, zero=True)
for _i in range(len(_BY_WASI)):
    _table[_i] = _BY_WASI[_i]

STATE = lltype.Struct('wasi_errno', ('now', lltype.Signed), ('saved', lltype.Signed),
                      ('alternative', lltype.Signed))
state = lltype.malloc(STATE, flavor='raw', immortal=True, zero=True)


def fail(code):
    """Sets errno; -1, as functions that fail return it."""
    state.now = code
    return -1


def from_wasi(code):
    if 0 <= code < len(_BY_WASI):
        return _table[code]
    return EIO


def done(code):
    """What a function returns that has nothing to say but whether it worked, given WASI's error."""
    if code == 0:
        return 0
    return fail(from_wasi(code))


# Functions that the library calls by these names.

def rpy_get_saved_errno():
    return state.saved


def rpy_set_saved_errno(value):
    state.saved = value


def rpy_get_saved_alt_errno():
    return state.alternative


def rpy_set_saved_alt_errno(value):
    state.alternative = value
