"""What `rsocket` needs of C: functions, structs and numbers."""
from rpython.rlib import rposix
from rpython.rlib._socket_constants import CONSTANTS
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

globals().update(CONSTANTS)
constants = CONSTANTS
constant_names = sorted(CONSTANTS)
linux = True
has_ipv6 = True
HAVE_ACCEPT4 = HAVE_SENDMSG = True
poll_may_be_broken = False
INVALID_SOCKET = -1
SOCKET_ERROR = -1

eci = compilation_info = ExternalCompilationInfo(includes=[
    'sys/types.h', 'sys/socket.h', 'sys/un.h', 'sys/select.h', 'sys/time.h', 'netinet/in.h', 'netinet/tcp.h', 'unistd.h',
    'fcntl.h', 'netdb.h', 'arpa/inet.h', 'errno.h', 'poll.h', 'sys/ioctl.h', 'net/if.h', 'stddef.h', 'stdlib.h',
    'string.h'])

socketfd_type = rffi.INT
socklen_t = rffi.SOCKLEN_T
uint16_t, uint32_t, size_t, ssize_t = rffi.USHORT, rffi.UINT, rffi.SIZE_T, rffi.SSIZE_T
nfds_t = rffi.ULONG

sockaddr = rffi.CStruct('sockaddr', ('sa_family', rffi.USHORT), ('sa_data', rffi.CFixedArray(rffi.CHAR, 14)))
sockaddr_ptr = lltype.Ptr(sockaddr)
in_addr = rffi.CStruct('in_addr', ('s_addr', rffi.UINT))
in6_addr = rffi.CStruct('in6_addr', ('s6_addr', rffi.CFixedArray(rffi.UCHAR, 16)))
sockaddr_in = rffi.CStruct('sockaddr_in', ('sin_family', rffi.USHORT), ('sin_port', rffi.USHORT), ('sin_addr', in_addr),
                           ('sin_zero', rffi.CFixedArray(rffi.UCHAR, 8)))
sockaddr_in6 = rffi.CStruct('sockaddr_in6', ('sin6_family', rffi.USHORT), ('sin6_port', rffi.USHORT),
                            ('sin6_flowinfo', rffi.UINT), ('sin6_addr', in6_addr), ('sin6_scope_id', rffi.UINT))
sockaddr_un = rffi.CStruct('sockaddr_un', ('sun_family', rffi.USHORT), ('sun_path', rffi.CFixedArray(rffi.CHAR, 108)))
sockaddr_nl = rffi.CStruct('sockaddr_nl', ('nl_family', rffi.USHORT), ('nl_pad', rffi.USHORT), ('nl_pid', rffi.UINT),
                           ('nl_groups', rffi.UINT))
sockaddr_ll = rffi.CStruct('sockaddr_ll', ('sll_family', rffi.USHORT), ('sll_protocol', rffi.USHORT), ('sll_ifindex', rffi.INT),
                           ('sll_hatype', rffi.USHORT), ('sll_pkttype', rffi.UCHAR), ('sll_halen', rffi.UCHAR),
                           ('sll_addr', rffi.CFixedArray(rffi.UCHAR, 8)))
sockaddr_alg = rffi.CStruct('sockaddr_alg', ('salg_family', rffi.USHORT), ('salg_type', rffi.CFixedArray(rffi.UCHAR, 14)),
                            ('salg_feat', rffi.UINT), ('salg_mask', rffi.UINT),
                            ('salg_name', rffi.CFixedArray(rffi.UCHAR, 64)))
sockaddr_qrtr = rffi.CStruct('sockaddr_qrtr', ('sq_family', rffi.USHORT), ('sq_node', rffi.UINT), ('sq_port', rffi.UINT))
# As large as any of them.
sockaddr_size = 128

# For ioctl(): a name of a network interface, and its number behind.
ifreq = rffi.CStruct('ifreq', ('ifr_name', rffi.CFixedArray(rffi.CHAR, 16)), ('ifr_ifindex', rffi.INT),
                     ('ifr_rest', rffi.CFixedArray(rffi.CHAR, 20)))

addrinfo_ptr = lltype.Ptr(lltype.ForwardReference())
addrinfo = rffi.CStruct('addrinfo', ('ai_flags', rffi.INT), ('ai_family', rffi.INT), ('ai_socktype', rffi.INT),
                        ('ai_protocol', rffi.INT), ('ai_addrlen', socklen_t), ('ai_addr', sockaddr_ptr),
                        ('ai_canonname', rffi.CCHARP), ('ai_next', addrinfo_ptr))
addrinfo_ptr.TO.become(addrinfo)
hostent = rffi.CStruct('hostent', ('h_name', rffi.CCHARP), ('h_aliases', rffi.CCHARPP), ('h_addrtype', rffi.INT),
                       ('h_length', rffi.INT), ('h_addr_list', rffi.CCHARPP))
servent = rffi.CStruct('servent', ('s_name', rffi.CCHARP), ('s_aliases', rffi.CCHARPP), ('s_port', rffi.INT),
                       ('s_proto', rffi.CCHARP))
protoent = rffi.CStruct('protoent', ('p_name', rffi.CCHARP), ('p_aliases', rffi.CCHARPP), ('p_proto', rffi.INT))
iovec = rffi.CStruct('iovec', ('iov_base', rffi.VOIDP), ('iov_len', size_t))
iovecp = rffi.CArrayPtr(iovec)
msghdr = rffi.CStruct('msghdr', ('msg_name', rffi.VOIDP), ('msg_namelen', socklen_t), ('msg_iov', iovecp),
                      ('msg_iovlen', size_t), ('msg_control', rffi.VOIDP), ('msg_controllen', size_t),
                      ('msg_flags', rffi.INT))
cmsghdr = rffi.CStruct('cmsghdr', ('cmsg_len', size_t), ('cmsg_level', rffi.INT), ('cmsg_type', rffi.INT))
if_nameindex_s = rffi.CStruct('if_nameindex', ('if_index', rffi.UINT), ('if_name', rffi.CCHARP))
timeval = rffi.CStruct('timeval', ('tv_sec', rffi.TIME_T), ('tv_usec', rffi.LONG))
pollfd = rffi.CStruct('pollfd', ('fd', rffi.INT), ('events', rffi.SHORT), ('revents', rffi.SHORT))
pollfdarray = rffi.CArray(pollfd)
socketpair_t = rffi.CArray(socketfd_type)
socklen_t_ptr = rffi.CArrayPtr(socklen_t)


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, **kwds)


def _errno(name, args, result):
    return external(name, args, result, save_err=rffi.RFFI_SAVE_ERRNO)


external_c = external
_FD = socketfd_type

socket = _errno('socket', [rffi.INT, rffi.INT, rffi.INT], _FD)
socketpair = _errno('socketpair', [rffi.INT, rffi.INT, rffi.INT, lltype.Ptr(socketpair_t)], rffi.INT)
socketclose = _errno('close', [_FD], rffi.INT)
socketclose_no_errno = external('close', [_FD], rffi.INT, releasegil=False)
dup = _errno('dup', [_FD], _FD)
socketconnect = _errno('connect', [_FD, sockaddr_ptr, socklen_t], rffi.INT)
socketbind = _errno('bind', [_FD, sockaddr_ptr, socklen_t], rffi.INT)
socketlisten = _errno('listen', [_FD, rffi.INT], rffi.INT)
socketaccept = _errno('accept', [_FD, sockaddr_ptr, socklen_t_ptr], _FD)
socketaccept4 = _errno('accept4', [_FD, sockaddr_ptr, socklen_t_ptr, rffi.INT], _FD)
socketgetpeername = _errno('getpeername', [_FD, sockaddr_ptr, socklen_t_ptr], rffi.INT)
socketgetsockname = _errno('getsockname', [_FD, sockaddr_ptr, socklen_t_ptr], rffi.INT)
socketgetsockopt = _errno('getsockopt', [_FD, rffi.INT, rffi.INT, rffi.VOIDP, socklen_t_ptr], rffi.INT)
socketsetsockopt = _errno('setsockopt', [_FD, rffi.INT, rffi.INT, rffi.VOIDP, socklen_t], rffi.INT)
socketrecv = _errno('recv', [_FD, rffi.VOIDP, size_t, rffi.INT], ssize_t)
recvfrom = _errno('recvfrom', [_FD, rffi.VOIDP, size_t, rffi.INT, sockaddr_ptr, socklen_t_ptr], ssize_t)
send = _errno('send', [_FD, rffi.VOIDP, size_t, rffi.INT], ssize_t)
sendto = _errno('sendto', [_FD, rffi.VOIDP, size_t, rffi.INT, sockaddr_ptr, socklen_t], ssize_t)
c_sendmsg = _errno('sendmsg', [_FD, lltype.Ptr(msghdr), rffi.INT], ssize_t)
c_recvmsg = _errno('recvmsg', [_FD, lltype.Ptr(msghdr), rffi.INT], ssize_t)
socketshutdown = _errno('shutdown', [_FD, rffi.INT], rffi.INT)
fcntl = _errno('fcntl', [_FD, rffi.INT, rffi.INT], rffi.INT)
ioctl = _errno('ioctl', [_FD, rffi.INT, rffi.VOIDP], rffi.INT)
poll = _errno('poll', [lltype.Ptr(pollfdarray), nfds_t, rffi.INT], rffi.INT)

gethostname = _errno('gethostname', [rffi.CCHARP, size_t], rffi.INT)
sethostname = _errno('sethostname', [rffi.CCHARP, size_t], rffi.INT)
gethostbyname = external('gethostbyname', [rffi.CCHARP], lltype.Ptr(hostent))
gethostbyaddr = external('gethostbyaddr', [rffi.VOIDP, socklen_t, rffi.INT], lltype.Ptr(hostent))
getservbyname = external('getservbyname', [rffi.CCHARP, rffi.CCHARP], lltype.Ptr(servent))
getservbyport = external('getservbyport', [rffi.INT, rffi.CCHARP], lltype.Ptr(servent))
getprotobyname = external('getprotobyname', [rffi.CCHARP], lltype.Ptr(protoent))
getaddrinfo = external('getaddrinfo', [rffi.CCHARP, rffi.CCHARP, addrinfo_ptr, rffi.CArrayPtr(addrinfo_ptr)], rffi.INT)
freeaddrinfo = external('freeaddrinfo', [addrinfo_ptr], lltype.Void)
getnameinfo = external('getnameinfo', [sockaddr_ptr, socklen_t, rffi.CCHARP, size_t, rffi.CCHARP, size_t, rffi.INT],
                       rffi.INT)
gai_strerror = external('gai_strerror', [rffi.INT], rffi.CCHARP)
inet_aton = external('inet_aton', [rffi.CCHARP, lltype.Ptr(in_addr)], rffi.INT)
inet_ntop = _errno('inet_ntop', [rffi.INT, rffi.VOIDP, rffi.CCHARP, socklen_t], rffi.CCHARP)
inet_pton = _errno('inet_pton', [rffi.INT, rffi.CCHARP, rffi.VOIDP], rffi.INT)
if_nameindex = _errno('if_nameindex', [], rffi.CArrayPtr(if_nameindex_s))
if_freenameindex = external('if_freenameindex', [rffi.CArrayPtr(if_nameindex_s)], lltype.Void)

fd_set = rffi.COpaquePtr('fd_set', compilation_info=eci)
FD_CLR = external('FD_CLR', [rffi.INT, fd_set], lltype.Void, macro=True)
FD_ISSET = external('FD_ISSET', [rffi.INT, fd_set], rffi.INT, macro=True)
FD_SET = external('FD_SET', [rffi.INT, fd_set], lltype.Void, macro=True)
FD_ZERO = external('FD_ZERO', [fd_set], lltype.Void, macro=True)
select = _errno('select', [rffi.INT, fd_set, fd_set, fd_set, lltype.Ptr(timeval)], rffi.INT)
# Descriptors from this one on have no place in an fd_set.
MAX_FD_SIZE = 1024
geterrno = rposix.get_saved_errno
socket_strerror_str = rposix.strerror


def socket_strerror_utf8(errno):
    """The text, and how many characters it has."""
    message = rposix.strerror(errno)
    return message, len(message)


def gai_strerror_str(errno):
    return rffi.charp2str(gai_strerror(errno))


def gai_strerror_utf8(errno):
    message = gai_strerror_str(errno)
    return message, len(message)


def gai_strerror_unicode(errno):
    return gai_strerror_str(errno).decode('latin-1')


def socket_strerror_unicode(errno):
    return rposix.strerror(errno).decode('latin-1')


def invalid_socket(fd):
    return fd < 0


# The order of bytes in the network is not that of these machines.


def htons(x):
    return ((x & 0xff) << 8) | ((x >> 8) & 0xff)


ntohs = htons


def htonl(x):
    return ((x & 0xff) << 24) | ((x & 0xff00) << 8) | ((x >> 8) & 0xff00) | ((x >> 24) & 0xff)


ntohl = htonl
