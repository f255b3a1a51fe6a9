"""Sockets, their addresses and the lookup of names. Failures raise one of the SocketErrors."""
from rpython.rlib import _rsocket_rffi as _c
from rpython.rlib import rposix
from rpython.rlib._rsocket_rffi import htons, ntohs
from rpython.rlib._socket_addresses import (
    Address, AF_INET, AF_INET6, AF_NETLINK, AF_UNIX, AF_UNSPEC, INADDR_ANY, INET6Address, INETAddress, IPAddress,
    AF_ALG, AF_PACKET, AF_QIPCRTR, AlgAddress, NETLINKAddress, PacketAddress, QrtrAddress, UNIXAddress, getaddrinfo,
    gethost_common, gethostbyaddr, gethostbyname, gethostbyname_ex,
    gethostname, getnameinfo, getprotobyname, getservbyname, getservbyport, if_nameindex, inet_aton, inet_ntoa,
    inet_ntop, inet_pton, make_address, make_null_address, makeipaddr, makeipv4addr, sethostname)
from rpython.rlib._socket_constants import CONSTANTS
from rpython.rlib._socket_errors import (
    CSocketError, GAIError, HSocketError, RSocketError, SocketError, SocketErrorWithErrno, SocketTimeout, last_error)
from rpython.rlib.objectmodel import instantiate, keepalive_until_here, specialize
from rpython.rlib.rarithmetic import intmask, r_uint, widen
from rpython.rtyper.lltypesystem import lltype, rffi

constants = CONSTANTS
globals().update(CONSTANTS)
has_ipv6 = True
HAS_AF_UNIX = HAS_AF_NETLINK = HAS_SO_PROTOCOL = HAVE_SOCK_CLOEXEC = HAVE_SOCK_NONBLOCK = True
HAS_AF_PACKET = HAS_AF_ALG = HAS_AF_QIPCRTR = True
socketpair_default_family = AF_UNIX


@specialize.argtype(0)
def htonl(x):
    """32 bits of an integer in the order of the network."""
    return r_uint(_c.htonl(intmask(x)))


ntohl = htonl


def rsocket_startup():
    """Needed on other systems."""


def mallocbuf(buffersize):
    return lltype.malloc(rffi.CCHARP.TO, buffersize, flavor='raw')


class Defaults(object):
    timeout = -1.0


defaults = Defaults()


def getdefaulttimeout():
    return defaults.timeout


def setdefaulttimeout(timeout):
    """Of sockets made from now on; None or a negative number: they wait without end."""
    if timeout is None or timeout < 0.0:
        timeout = -1.0
    defaults.timeout = timeout


class RSocket(object):
    """A socket. Without a timeout calls wait without end; with one they raise SocketTimeout."""
    fd = _c.INVALID_SOCKET
    family = 0
    type = 0
    proto = 0
    timeout = -1.0

    def __init__(self, family=AF_INET, type=_c.SOCK_STREAM, proto=0, fd=_c.INVALID_SOCKET, inheritable=True):
        if _c.invalid_socket(fd):
            kind = type if inheritable else type | _c.SOCK_CLOEXEC
            fd = intmask(_c.socket(family, kind, proto))
            if _c.invalid_socket(fd):
                raise self.error_handler()
        self.fd = fd
        self.family = family
        self.type = type
        self.proto = proto
        self.timeout = defaults.timeout
        if type & _c.SOCK_NONBLOCK:
            self.timeout = 0.0
        elif self.timeout >= 0.0:
            self._setblocking(False)

    @staticmethod
    def empty_rsocket():
        return instantiate(RSocket)

    def __del__(self):
        fd = self.fd
        if fd != _c.INVALID_SOCKET:
            self.fd = _c.INVALID_SOCKET
            _c.socketclose_no_errno(fd)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def error_handler(self):
        return last_error()

    def _check(self, result):
        result = intmask(result)
        if result < 0:
            raise self.error_handler()
        return result

    # ------------------------------------------------------------ waiting

    def _setblocking(self, block):
        flags = intmask(_c.fcntl(self.fd, _c.F_GETFL, 0))
        if block:
            flags &= ~_c.O_NONBLOCK
        else:
            flags |= _c.O_NONBLOCK
        _c.fcntl(self.fd, _c.F_SETFL, flags)

    def _select(self, for_writing):
        """0 when there is something to do, 1 after the timeout, -1 for an error."""
        if self.timeout <= 0.0 or self.fd == _c.INVALID_SOCKET:
            return 0
        with lltype.scoped_alloc(_c.pollfdarray, 1) as fds:
            rffi.setintfield(fds[0], 'c_fd', self.fd)
            rffi.setintfield(fds[0], 'c_events', _c.POLLOUT if for_writing else _c.POLLIN)
            rffi.setintfield(fds[0], 'c_revents', 0)
            count = intmask(_c.poll(fds, 1, int(self.timeout * 1000.0 + 0.5)))
        if count < 0:
            return -1
        return 1 if count == 0 else 0

    def wait_for_data(self, for_writing):
        state = self._select(for_writing)
        if state != 0:
            if state == 1:
                raise SocketTimeout
            raise self.error_handler()

    def setblocking(self, block):
        self.timeout = -1.0 if block else 0.0
        self._setblocking(block)

    def settimeout(self, timeout):
        self.timeout = timeout if timeout >= 0.0 else -1.0
        self._setblocking(self.timeout < 0.0)

    def gettimeout(self):
        return self.timeout

    # ------------------------------------------------------------ connections

    def bind(self, address):
        result = _c.socketbind(self.fd, address.lock(), address.addrlen)
        address.unlock()
        self._check(result)

    def listen(self, backlog):
        self._check(_c.socketlisten(self.fd, max(backlog, 0)))

    def accept(self, inheritable=True):
        """(descriptor, address of the other side)"""
        self.wait_for_data(False)
        address, addrlen = self._addrbuf()
        try:
            flags = 0 if inheritable else _c.SOCK_CLOEXEC
            fd = self._check(_c.socketaccept4(self.fd, address.lock(), addrlen, flags))
            address.unlock()
            address.addrlen = intmask(addrlen[0])
        finally:
            lltype.free(addrlen, flavor='raw')
        return (fd, address)

    def _addrbuf(self):
        """An address that C fills in, and a place for its length."""
        address, _ = make_null_address(self.family)
        addrlen = lltype.malloc(_c.socklen_t_ptr.TO, 1, flavor='raw')
        addrlen[0] = rffi.cast(_c.socklen_t, _c.sockaddr_size)
        return address, addrlen

    def _connect(self, address):
        """errno, and whether it took too long."""
        result = intmask(_c.socketconnect(self.fd, address.lock(), address.addrlen))
        address.unlock()
        if result >= 0:
            return (0, False)
        errno = _c.geterrno()
        if self.timeout > 0.0 and errno == _c.EINPROGRESS:
            state = self._select(True)
            if state == 1:
                return (_c.EWOULDBLOCK, True)
            elif state < 0:
                return (_c.geterrno(), False)
            return (self.getsockopt_int(_c.SOL_SOCKET, _c.SO_ERROR), False)
        return (errno, False)

    def connect(self, address):
        errno, timeout = self._connect(address)
        if timeout:
            raise SocketTimeout
        if errno:
            raise CSocketError(errno)

    def connect_ex(self, address):
        """The same with errno as the result."""
        errno, timeout = self._connect(address)
        return errno

    def close(self):
        fd = self.fd
        if fd != _c.INVALID_SOCKET:
            self.fd = _c.INVALID_SOCKET
            if intmask(_c.socketclose(fd)) != 0:
                raise self.error_handler()

    def detach(self):
        fd = self.fd
        self.fd = _c.INVALID_SOCKET
        return fd

    def shutdown(self, how):
        self._check(_c.socketshutdown(self.fd, how))

    def dup(self, SocketClass=None):
        fd = self._check(_c.dup(self.fd))
        return make_socket(fd, self.family, self.type, self.proto, SocketClass or RSocket)

    def getpeername(self):
        return self._name(_c.socketgetpeername)

    def getsockname(self):
        return self._name(_c.socketgetsockname)

    @specialize.arg(1)
    def _name(self, function):
        address, addrlen = self._addrbuf()
        try:
            self._check(function(self.fd, address.lock(), addrlen))
            address.unlock()
            address.addrlen = intmask(addrlen[0])
        finally:
            lltype.free(addrlen, flavor='raw')
        return address

    # ------------------------------------------------------------ options

    def getsockopt(self, level, option, maxlen):
        buf = mallocbuf(maxlen)
        length = lltype.malloc(_c.socklen_t_ptr.TO, 1, flavor='raw')
        try:
            length[0] = rffi.cast(_c.socklen_t, maxlen)
            self._check(_c.socketgetsockopt(self.fd, level, option, buf, length))
            return rffi.charpsize2str(buf, intmask(length[0]))
        finally:
            lltype.free(length, flavor='raw')
            lltype.free(buf, flavor='raw')

    def getsockopt_int(self, level, option):
        return getsockopt_int(self.fd, level, option)

    def setsockopt(self, level, option, value):
        self._check(_c.socketsetsockopt(self.fd, level, option, value, len(value)))

    def setsockopt_int(self, level, option, value):
        with lltype.scoped_alloc(rffi.INTP.TO, 1) as flag:
            flag[0] = rffi.cast(rffi.INT, value)
            self._check(_c.socketsetsockopt(self.fd, level, option, rffi.cast(rffi.VOIDP, flag),
                                            rffi.sizeof(rffi.INT)))

    def setsockopt_None(self, level, option, optlen):
        self._check(_c.socketsetsockopt(self.fd, level, option, lltype.nullptr(rffi.VOIDP.TO), optlen))

    # ------------------------------------------------------------ receiving

    def recv(self, buffersize, flags=0):
        """At most so many bytes; none at the end."""
        self.wait_for_data(False)
        with rffi.scoped_alloc_buffer(buffersize) as buf:
            got = self._check(_c.socketrecv(self.fd, buf.raw, buffersize, flags))
            return buf.str(got)

    @specialize.argtype(1)
    def recvinto(self, rwbuffer, nbytes, flags=0):
        """Into memory that `rwbuffer.get_raw_address()` gives; how many bytes."""
        self.wait_for_data(False)
        raw = rwbuffer.get_raw_address()
        got = self._check(_c.socketrecv(self.fd, raw, nbytes, flags))
        keepalive_until_here(rwbuffer)
        return got

    def recvfrom(self, buffersize, flags=0):
        """(bytes, sender or None)"""
        with rffi.scoped_alloc_buffer(buffersize) as buf:
            got, address = self._recvfrom(buf.raw, buffersize, flags)
            return buf.str(got), address

    @specialize.argtype(1)
    def recvfrom_into(self, rwbuffer, nbytes, flags=0):
        got, address = self._recvfrom(rwbuffer.get_raw_address(), nbytes, flags)
        keepalive_until_here(rwbuffer)
        return got, address

    def _recvfrom(self, raw, size, flags):
        self.wait_for_data(False)
        address, addrlen = self._addrbuf()
        try:
            got = self._check(_c.recvfrom(self.fd, raw, size, flags, address.lock(), addrlen))
            address.unlock()
            length = intmask(addrlen[0])
        finally:
            lltype.free(addrlen, flavor='raw')
        if length == 0:
            return got, None
        address.addrlen = length
        return got, address

    def recvmsg(self, message_size, ancbufsize=0, flags=0):
        """(bytes, ancillary data: a list of (level, type, bytes), flags, sender or None)"""
        if message_size < 0 or ancbufsize < 0:
            raise RSocketError("Invalid message or ancillary buffer size")
        buf = mallocbuf(message_size + 1)
        try:
            with lltype.scoped_alloc(_c.iovecp.TO, 1) as iov:
                iov[0].c_iov_base = rffi.cast(rffi.VOIDP, buf)
                iov[0].c_iov_len = rffi.cast(_c.size_t, message_size)
                got, ancillary, flag, address = self._recvmsg(iov, 1, ancbufsize, flags)
            return (rffi.charpsize2str(buf, got), ancillary, flag, address)
        finally:
            lltype.free(buf, flavor='raw')

    def recvmsg_into(self, buffers, ancbufsize=0, flags=0):
        """The same into several buffers; the number of bytes comes first."""
        if ancbufsize < 0:
            raise RSocketError("Invalid ancillary buffer size")
        with lltype.scoped_alloc(_c.iovecp.TO, len(buffers)) as iov:
            for i in range(len(buffers)):
                iov[i].c_iov_base = rffi.cast(rffi.VOIDP, buffers[i].get_raw_address())
                iov[i].c_iov_len = rffi.cast(_c.size_t, buffers[i].getlength())
            result = self._recvmsg(iov, len(buffers), ancbufsize, flags)
        keepalive_until_here(buffers)
        return result

    def _recvmsg(self, iov, count, ancbufsize, flags):
        self.wait_for_data(False)
        address, _ = make_null_address(self.family)
        control = mallocbuf(ancbufsize + 1)
        header = lltype.malloc(_c.msghdr, flavor='raw', zero=True)
        try:
            header.c_msg_name = rffi.cast(rffi.VOIDP, address.lock())
            header.c_msg_namelen = rffi.cast(_c.socklen_t, _c.sockaddr_size)
            header.c_msg_iov = iov
            header.c_msg_iovlen = rffi.cast(_c.size_t, count)
            header.c_msg_control = rffi.cast(rffi.VOIDP, control)
            header.c_msg_controllen = rffi.cast(_c.size_t, ancbufsize)
            got = self._check(_c.c_recvmsg(self.fd, header, flags))
            address.unlock()
            length = intmask(header.c_msg_namelen)
            ancillary = _read_control(control, intmask(header.c_msg_controllen))
            flag = intmask(header.c_msg_flags)
        finally:
            lltype.free(header, flavor='raw')
            lltype.free(control, flavor='raw')
        if length == 0:
            return (got, ancillary, flag, None)
        address.addrlen = length
        return (got, ancillary, flag, address)

    # ------------------------------------------------------------ sending

    def send_raw(self, dataptr, length, flags=0):
        self.wait_for_data(True)
        return self._check(_c.send(self.fd, dataptr, length, flags))

    def send(self, data, flags=0):
        """How much of it was sent."""
        with rffi.scoped_nonmovingbuffer(data) as dataptr:
            return self.send_raw(dataptr, len(data), flags)

    def sendall(self, data, flags=0, signal_checker=None):
        with rffi.scoped_nonmovingbuffer(data) as dataptr:
            rest, left = dataptr, len(data)
            while left > 0:
                try:
                    done = self.send_raw(rest, left, flags)
                    left -= done
                    rest = rffi.ptradd(rest, done)
                except CSocketError as e:
                    if e.errno != _c.EINTR:
                        raise
                if signal_checker is not None:
                    signal_checker()

    def sendto(self, data, length, flags, address):
        self.wait_for_data(True)
        with rffi.scoped_nonmovingbuffer(data) as raw:
            result = _c.sendto(self.fd, raw, length, flags, address.lock(), address.addrlen)
            address.unlock()
        return self._check(result)

    def sendmsg(self, messages, ancillary=None, flags=0, address=None):
        """Several strings as one message, with (level, type, bytes) as ancillary data."""
        self.wait_for_data(True)
        count = len(messages)
        control_size = 0
        if ancillary is not None:
            for level, kind, data in ancillary:
                control_size += CMSG_SPACE(len(data))
        control = lltype.malloc(rffi.CCHARP.TO, control_size + 1, flavor='raw', zero=True)
        header = lltype.malloc(_c.msghdr, flavor='raw', zero=True)
        iov = lltype.malloc(_c.iovecp.TO, count, flavor='raw')
        copies = [rffi.str2charp(message) for message in messages]
        try:
            for i in range(count):
                iov[i].c_iov_base = rffi.cast(rffi.VOIDP, copies[i])
                iov[i].c_iov_len = rffi.cast(_c.size_t, len(messages[i]))
            if address is not None:
                header.c_msg_name = rffi.cast(rffi.VOIDP, address.lock())
                header.c_msg_namelen = rffi.cast(_c.socklen_t, address.addrlen)
            header.c_msg_iov = iov
            header.c_msg_iovlen = rffi.cast(_c.size_t, count)
            if ancillary is not None and control_size > 0:
                _write_control(control, ancillary)
                header.c_msg_control = rffi.cast(rffi.VOIDP, control)
                header.c_msg_controllen = rffi.cast(_c.size_t, control_size)
            result = _c.c_sendmsg(self.fd, header, flags)
            if address is not None:
                address.unlock()
            return self._check(result)
        finally:
            for copy in copies:
                rffi.free_charp(copy)
            lltype.free(iov, flavor='raw')
            lltype.free(header, flavor='raw')
            lltype.free(control, flavor='raw')


# ---------------------------------------------------------------- ancillary data

_HEADER = 16


def CMSG_LEN(demanded_len):
    """The size of so much data with its header."""
    if demanded_len < 0:
        return 0
    return _HEADER + demanded_len


def CMSG_SPACE(demanded_size):
    """The same with what keeps the next one aligned."""
    if demanded_size < 0:
        return 0
    return _HEADER + (demanded_size + 7) // 8 * 8


def _read_control(control, size):
    result = []
    at = 0
    while at + _HEADER <= size:
        place = rffi.ptradd(control, at)
        header = rffi.cast(lltype.Ptr(_c.cmsghdr), place)
        length = min(intmask(header.c_cmsg_len), size - at)
        if length < _HEADER:
            break
        data = rffi.charpsize2str(rffi.ptradd(place, _HEADER), length - _HEADER)
        result.append((intmask(header.c_cmsg_level), intmask(header.c_cmsg_type), data))
        at += CMSG_SPACE(length - _HEADER)
    return result


def _write_control(control, ancillary):
    at = 0
    for level, kind, data in ancillary:
        place = rffi.ptradd(control, at)
        header = rffi.cast(lltype.Ptr(_c.cmsghdr), place)
        header.c_cmsg_len = rffi.cast(_c.size_t, CMSG_LEN(len(data)))
        rffi.setintfield(header, 'c_cmsg_level', level)
        rffi.setintfield(header, 'c_cmsg_type', kind)
        for i in range(len(data)):
            place[_HEADER + i] = data[i]
        at += CMSG_SPACE(len(data))


# ---------------------------------------------------------------- functions


def make_socket(fd, family, type, proto, SocketClass=RSocket):
    result = instantiate(SocketClass)
    result.fd = fd
    result.family = family
    result.type = type
    result.proto = proto
    result.timeout = defaults.timeout
    return result


make_socket._annspecialcase_ = 'specialize:arg(4)'


@specialize.arg(3)
def socketpair(family=socketpair_default_family, type=_c.SOCK_STREAM, proto=0, SocketClass=RSocket, inheritable=True):
    """Two sockets that are connected with each other."""
    with lltype.scoped_alloc(_c.socketpair_t, 2) as fds:
        kind = type if inheritable else type | _c.SOCK_CLOEXEC
        if intmask(_c.socketpair(family, kind, proto, fds)) < 0:
            raise last_error()
        fd0, fd1 = intmask(fds[0]), intmask(fds[1])
    return (make_socket(fd0, family, type, proto, SocketClass), make_socket(fd1, family, type, proto, SocketClass))


def getsockopt_int(fd, level, option):
    with lltype.scoped_alloc(rffi.INTP.TO, 1) as flag:
        with lltype.scoped_alloc(_c.socklen_t_ptr.TO, 1) as length:
            length[0] = rffi.cast(_c.socklen_t, rffi.sizeof(rffi.INT))
            result = _c.socketgetsockopt(fd, level, option, rffi.cast(rffi.VOIDP, flag), length)
            if intmask(result) < 0:
                raise last_error()
            return intmask(flag[0])


def get_socket_family(fd):
    with lltype.scoped_alloc(rffi.CCHARP.TO, _c.sockaddr_size) as addr:
        with lltype.scoped_alloc(_c.socklen_t_ptr.TO, 1) as length:
            length[0] = rffi.cast(_c.socklen_t, _c.sockaddr_size)
            p = rffi.cast(_c.sockaddr_ptr, addr)
            if intmask(_c.socketgetsockname(fd, p, length)) < 0:
                raise last_error()
            return intmask(p.c_sa_family)


def dup(fd, inheritable=True):
    return rposix.dup(fd, inheritable)


@specialize.arg(4)
def fromfd(fd, family, type, proto=0, SocketClass=RSocket, inheritable=True):
    """A socket for a copy of a descriptor."""
    return make_socket(dup(fd, inheritable=inheritable), family, type, proto, SocketClass)


sock_set_inheritable = rposix.set_inheritable
sock_get_inheritable = rposix.get_inheritable
