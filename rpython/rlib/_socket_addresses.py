"""Addresses of sockets: C structs in raw memory of their own."""
from rpython.rlib import _rsocket_rffi as _c
from rpython.rlib._socket_errors import CSocketError, GAIError, HSocketError, RSocketError, last_error
from rpython.rlib.objectmodel import keepalive_until_here, specialize
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rtyper.lltypesystem import lltype, rffi

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_ALG, AF_QIPCRTR = 0, 1, 2, 10, 16, 17, 38, 42
INADDR_ANY = 0
_LONGEST = _c.sockaddr_size


def _copy(source, dest, count):
    for i in range(count):
        dest[i] = source[i]


def new_memory():
    """Room for any address, zeroed."""
    return lltype.malloc(rffi.CCHARP.TO, _LONGEST, flavor='raw', zero=True, track_allocation=False)


class Address(object):
    """An address of any family, as bytes; the subclasses know more."""

    def __init__(self, memory, addrlen):
        self.memory = memory
        self.addrlen = addrlen

    def __del__(self):
        lltype.free(self.memory, flavor='raw', track_allocation=False)

    def setdata(self, memory, addrlen):
        """Takes over a copy of what is there."""
        assert addrlen <= _LONGEST
        _copy(memory, self.memory, addrlen)
        self.addrlen = addrlen

    @specialize.arg(1)
    def lock(self, TYPE=_c.sockaddr):
        """The C struct; to be given back by unlock()."""
        return rffi.cast(lltype.Ptr(TYPE), self.memory)

    def unlock(self):
        keepalive_until_here(self)

    def get_family(self):
        return intmask(rffi.cast(_c.sockaddr_ptr, self.memory).c_sa_family)

    def eq(self, other):
        if self.addrlen != other.addrlen:
            return False
        for i in range(self.addrlen):
            if self.memory[i] != other.memory[i]:
                return False
        return True


class IPAddress(Address):
    """An address of the Internet."""

    def get_host(self):
        """As numbers and dots, or colons."""
        return getnameinfo(self, _c.NI_NUMERICHOST | _c.NI_NUMERICSERV)[0]

    def get_port(self):
        return _c.ntohs(intmask(rffi.cast(lltype.Ptr(_c.sockaddr_in), self.memory).c_sin_port))

    def _set_port(self, port):
        p = rffi.cast(lltype.Ptr(_c.sockaddr_in), self.memory)
        rffi.setintfield(p, 'c_sin_port', _c.htons(port))

    def get_protocol(self):
        return 0


class INETAddress(IPAddress):
    """`host` is a name, an address, '' for all of this machine, or '<broadcast>'."""
    family = AF_INET

    def __init__(self, host, port):
        IPAddress.__init__(self, new_memory(), rffi.sizeof(_c.sockaddr_in))
        makeipaddr(host, self)
        self._set_port(port)

    def __repr__(self):
        return '<INETAddress %s:%d>' % (self.get_host(), self.get_port())

    def __str__(self):
        return '<INETAddress %s:%d>' % (self.get_host(), self.get_port())

    def lock_in_addr(self):
        p = rffi.cast(lltype.Ptr(_c.sockaddr_in), self.memory)
        return rffi.cast(rffi.VOIDP, p.c_sin_addr), rffi.sizeof(_c.in_addr)


class INET6Address(IPAddress):
    family = AF_INET6

    def __init__(self, host, port, flowinfo=0, scope_id=0):
        IPAddress.__init__(self, new_memory(), rffi.sizeof(_c.sockaddr_in6))
        makeipaddr(host, self)
        self._set_port(port)
        p = rffi.cast(lltype.Ptr(_c.sockaddr_in6), self.memory)
        rffi.setintfield(p, 'c_sin6_flowinfo', _c.htonl(flowinfo))
        rffi.setintfield(p, 'c_sin6_scope_id', scope_id)

    def __repr__(self):
        return '<INET6Address %s:%d %d %d>' % (self.get_host(), self.get_port(), self.get_flowinfo(),
                                               self.get_scope_id())

    def get_flowinfo(self):
        return _c.ntohl(intmask(rffi.cast(lltype.Ptr(_c.sockaddr_in6), self.memory).c_sin6_flowinfo))

    def get_scope_id(self):
        return intmask(rffi.cast(lltype.Ptr(_c.sockaddr_in6), self.memory).c_sin6_scope_id)

    def lock_in_addr(self):
        p = rffi.cast(lltype.Ptr(_c.sockaddr_in6), self.memory)
        return rffi.cast(rffi.VOIDP, p.c_sin6_addr), rffi.sizeof(_c.in6_addr)


_PATH_AT = 2
_PATH_MAX = 108


class UNIXAddress(Address):
    """A path, or a name without file where it begins with a zero byte."""
    family = AF_UNIX

    def __init__(self, path):
        memory = new_memory()
        rffi.cast(lltype.Ptr(_c.sockaddr_un), memory).c_sun_family = rffi.cast(rffi.USHORT, AF_UNIX)
        # A path is followed by a zero byte, which does not count.
        room = _PATH_MAX if path.startswith('\x00') else _PATH_MAX - 1
        if len(path) > room:
            raise RSocketError("AF_UNIX path too long")
        for i in range(len(path)):
            memory[_PATH_AT + i] = path[i]
        Address.__init__(self, memory, _PATH_AT + len(path))

    def __repr__(self):
        return '<UNIXAddress %r>' % (self.get_path(),)

    def eq(self, other):
        # The system counts the zero byte behind a path.
        return isinstance(other, UNIXAddress) and self.get_path() == other.get_path()

    def get_path(self):
        length = self.addrlen - _PATH_AT
        path = rffi.ptradd(self.memory, _PATH_AT)
        if length > 0 and path[0] == '\x00':
            return rffi.charpsize2str(path, length)
        return rffi.charp2strn(path, max(length, 0))


class NETLINKAddress(Address):
    family = AF_NETLINK

    def __init__(self, pid, groups):
        memory = new_memory()
        p = rffi.cast(lltype.Ptr(_c.sockaddr_nl), memory)
        rffi.setintfield(p, 'c_nl_family', AF_NETLINK)
        rffi.setintfield(p, 'c_nl_pid', pid)
        rffi.setintfield(p, 'c_nl_groups', groups)
        Address.__init__(self, memory, rffi.sizeof(_c.sockaddr_nl))

    def __repr__(self):
        return '<NETLINKAddress %r>' % (self.get_pid(),)

    def get_pid(self):
        return intmask(rffi.cast(lltype.Ptr(_c.sockaddr_nl), self.memory).c_nl_pid)

    def get_groups(self):
        return intmask(rffi.cast(lltype.Ptr(_c.sockaddr_nl), self.memory).c_nl_groups)


def _put_text(chars, text, size):
    """Writes a text into an array of so many bytes; what has no room is left out. How many there were."""
    count = min(len(text), size)
    for i in range(count):
        chars[i] = rffi.cast(rffi.UCHAR, ord(text[i]))
    return count


class PacketAddress(Address):
    """A protocol on a network interface, which is given by its number, and the machine on its other side."""
    family = AF_PACKET
    ifr_name_size = 16
    sll_addr_size = 8

    def __init__(self, ifindex, protocol, pkttype=0, hatype=0, haddr=""):
        memory = new_memory()
        p = rffi.cast(lltype.Ptr(_c.sockaddr_ll), memory)
        rffi.setintfield(p, 'c_sll_family', AF_PACKET)
        rffi.setintfield(p, 'c_sll_protocol', _c.htons(protocol))
        rffi.setintfield(p, 'c_sll_ifindex', ifindex)
        rffi.setintfield(p, 'c_sll_pkttype', pkttype)
        rffi.setintfield(p, 'c_sll_hatype', hatype)
        rffi.setintfield(p, 'c_sll_halen', _put_text(p.c_sll_addr, haddr, PacketAddress.sll_addr_size))
        Address.__init__(self, memory, rffi.sizeof(_c.sockaddr_ll))

    def _struct(self):
        return rffi.cast(lltype.Ptr(_c.sockaddr_ll), self.memory)

    @staticmethod
    def get_ifindex_from_ifname(fd, ifname):
        """The number of an interface; `fd` is any socket."""
        request = lltype.malloc(_c.ifreq, flavor='raw', zero=True)
        for i in range(min(len(ifname), PacketAddress.ifr_name_size - 1)):
            request.c_ifr_name[i] = ifname[i]
        failed = intmask(_c.ioctl(fd, _c.SIOCGIFINDEX, rffi.cast(rffi.VOIDP, request)))
        index = intmask(request.c_ifr_ifindex)
        lltype.free(request, flavor='raw')
        if failed:
            raise RSocketError("invalid interface name")
        return index

    def get_ifname(self, fd):
        """The name of the interface, or '' if there is none."""
        index = intmask(self._struct().c_sll_ifindex)
        name = ""
        if index:
            request = lltype.malloc(_c.ifreq, flavor='raw', zero=True)
            rffi.setintfield(request, 'c_ifr_ifindex', index)
            if intmask(_c.ioctl(fd, _c.SIOCGIFNAME, rffi.cast(rffi.VOIDP, request))) == 0:
                name = rffi.charp2strn(rffi.cast(rffi.CCHARP, request.c_ifr_name), PacketAddress.ifr_name_size)
            lltype.free(request, flavor='raw')
        return name

    def get_protocol(self):
        return _c.ntohs(intmask(self._struct().c_sll_protocol))

    def get_pkttype(self):
        return intmask(self._struct().c_sll_pkttype)

    def get_hatype(self):
        return intmask(self._struct().c_sll_hatype)

    def get_haddr(self):
        p = self._struct()
        return ''.join([chr(intmask(p.c_sll_addr[i])) for i in range(intmask(p.c_sll_halen))])


class AlgAddress(Address):
    """A cryptographic algorithm of the kernel."""
    family = AF_ALG

    def __init__(self, algtype, algname, salg_feat=0, salg_mask=0):
        memory = new_memory()
        p = rffi.cast(lltype.Ptr(_c.sockaddr_alg), memory)
        rffi.setintfield(p, 'c_salg_family', AF_ALG)
        rffi.setintfield(p, 'c_salg_feat', salg_feat)
        rffi.setintfield(p, 'c_salg_mask', salg_mask)
        _put_text(p.c_salg_type, algtype, 14)
        _put_text(p.c_salg_name, algname, 64)
        Address.__init__(self, memory, rffi.sizeof(_c.sockaddr_alg))


class QrtrAddress(Address):
    """A port of a node that Qualcomm's IPC router knows."""
    family = AF_QIPCRTR

    def __init__(self, node, port):
        memory = new_memory()
        p = rffi.cast(lltype.Ptr(_c.sockaddr_qrtr), memory)
        rffi.setintfield(p, 'c_sq_family', AF_QIPCRTR)
        rffi.setintfield(p, 'c_sq_node', node)
        rffi.setintfield(p, 'c_sq_port', port)
        Address.__init__(self, memory, rffi.sizeof(_c.sockaddr_qrtr))

    def get_data(self):
        """(node, port)"""
        p = rffi.cast(lltype.Ptr(_c.sockaddr_qrtr), self.memory)
        return p.c_sq_node, p.c_sq_port


def make_null_address(family):
    """An address that C fills in, and how much room it has."""
    return _null_address(family), _LONGEST


def _null_address(family):
    memory = new_memory()
    rffi.cast(_c.sockaddr_ptr, memory).c_sa_family = rffi.cast(rffi.USHORT, family)
    return _make(memory, family, _LONGEST)


def _make(memory, family, addrlen):
    from rpython.rlib.objectmodel import instantiate
    if family == AF_INET:
        result = instantiate(INETAddress)
    elif family == AF_INET6:
        result = instantiate(INET6Address)
    elif family == AF_UNIX:
        result = instantiate(UNIXAddress)
    elif family == AF_NETLINK:
        result = instantiate(NETLINKAddress)
    elif family == AF_PACKET:
        result = instantiate(PacketAddress)
    elif family == AF_ALG:
        result = instantiate(AlgAddress)
    elif family == AF_QIPCRTR:
        result = instantiate(QrtrAddress)
    else:
        result = instantiate(Address)
    result.memory = memory
    result.addrlen = addrlen
    return result


def make_address(addrptr, addrlen, result=None):
    """A copy of a C address as an object of its family's class."""
    memory = rffi.cast(rffi.CCHARP, addrptr)
    if result is None:
        family = intmask(rffi.cast(_c.sockaddr_ptr, addrptr).c_sa_family)
        result = _make(new_memory(), family, addrlen)
    result.setdata(memory, addrlen)
    return result


def makeipv4addr(s_addr, result=None):
    if result is None:
        result = _null_address(AF_INET)
    elif not isinstance(result, INETAddress):
        raise RSocketError("address family mismatched")
    assert isinstance(result, INETAddress)
    p = rffi.cast(lltype.Ptr(_c.sockaddr_in), result.memory)
    rffi.setintfield(p, 'c_sin_family', AF_INET)
    p.c_sin_addr.c_s_addr = s_addr
    result.addrlen = rffi.sizeof(_c.sockaddr_in)
    return result


def _four_numbers(name):
    """The address in numbers and dots, or -1."""
    numbers = name.split('.')
    if len(numbers) != 4:
        return -1
    result = 0
    for text in numbers:
        try:
            number = int(text)
        except ValueError:
            return -1
        if not 0 <= number <= 255:
            return -1
        result = result << 8 | number
    return result


def makeipaddr(name, result=None):
    """Looks a name up; '' is this machine's own addresses, '<broadcast>' all machines. Fills in `result`, or makes an address."""
    family = AF_UNSPEC
    if isinstance(result, INETAddress):
        family = AF_INET
    elif isinstance(result, INET6Address):
        family = AF_INET6
    if name == '':
        infos = getaddrinfo(None, "0", family, _c.SOCK_DGRAM, 0, _c.AI_PASSIVE, result)
        if len(infos) > 1:
            raise RSocketError("wildcard resolved to multiple addresses")
        return infos[0][4]
    if name == '<broadcast>':
        return makeipv4addr(rffi.cast(rffi.UINT, 0xffffffff), result)
    numbers = _four_numbers(name)
    if numbers >= 0:
        return makeipv4addr(rffi.cast(rffi.UINT, _c.htonl(numbers)), result)
    return getaddrinfo(name, None, family, 0, 0, 0, result)[0][4]


# ---------------------------------------------------------------- looking up


def getaddrinfo(host, port_or_service, family=AF_UNSPEC, socktype=0, proto=0, flags=0, address_to_fill=None):
    """A list of (family, type, protocol, name, address). The first goes into `address_to_fill`."""
    hints = lltype.malloc(_c.addrinfo, flavor='raw', zero=True)
    found = lltype.malloc(rffi.CArray(_c.addrinfo_ptr), 1, flavor='raw', zero=True)
    try:
        rffi.setintfield(hints, 'c_ai_family', family)
        rffi.setintfield(hints, 'c_ai_socktype', socktype)
        rffi.setintfield(hints, 'c_ai_protocol', proto)
        rffi.setintfield(hints, 'c_ai_flags', flags)
        error = intmask(_c.getaddrinfo(host, port_or_service, hints, found))
        if error:
            if error == _c.EAI_SYSTEM:
                raise CSocketError(_c.geterrno())
            raise GAIError(error)
        return _infos(found[0], address_to_fill)
    finally:
        if found[0]:
            _c.freeaddrinfo(found[0])
        lltype.free(found, flavor='raw')
        lltype.free(hints, flavor='raw')


def _infos(info, address_to_fill):
    result = []
    while info:
        addr = make_address(info.c_ai_addr, intmask(info.c_ai_addrlen), address_to_fill)
        canonname = rffi.charp2str(info.c_ai_canonname) if info.c_ai_canonname else ""
        result.append((intmask(info.c_ai_family), intmask(info.c_ai_socktype), intmask(info.c_ai_protocol), canonname,
                       addr))
        info = info.c_ai_next
        address_to_fill = None
    return result


def getnameinfo(address, flags):
    """(host, service)"""
    host = lltype.malloc(rffi.CCHARP.TO, _c.NI_MAXHOST, flavor='raw')
    serv = lltype.malloc(rffi.CCHARP.TO, _c.NI_MAXSERV, flavor='raw')
    try:
        error = intmask(_c.getnameinfo(address.lock(), address.addrlen, host, _c.NI_MAXHOST, serv, _c.NI_MAXSERV,
                                       flags))
        address.unlock()
        if error:
            raise GAIError(error)
        return rffi.charp2str(host), rffi.charp2str(serv)
    finally:
        lltype.free(serv, flavor='raw')
        lltype.free(host, flavor='raw')


def gethostbyname(name):
    """The first IPv4 address."""
    result = _null_address(AF_INET)
    makeipaddr(name, result)
    return result


def _from_bytes(family, raw, length):
    """An address of a family from what stands in a hostent."""
    result = _null_address(family)
    if family == AF_INET6:
        at, size = 8, rffi.sizeof(_c.sockaddr_in6)
    else:
        at, size = 4, rffi.sizeof(_c.sockaddr_in)
    for i in range(length):
        result.memory[at + i] = raw[i]
    result.addrlen = size
    return result


def gethost_common(hostname, host, addr=None):
    """(name, other names, addresses) of a hostent."""
    if not host:
        raise HSocketError(hostname)
    family = intmask(host.c_h_addrtype)
    aliases = rffi.charpp2liststr(host.c_h_aliases)
    addresses = []
    i = 0
    while host.c_h_addr_list[i]:
        addresses.append(_from_bytes(family, host.c_h_addr_list[i], intmask(host.c_h_length)))
        i += 1
    return (rffi.charp2str(host.c_h_name), aliases, addresses)


def gethostbyname_ex(name):
    addr = gethostbyname(name)
    return gethost_common(name, _c.gethostbyname(name), addr)


def gethostbyaddr(ip):
    addr = getaddrinfo(ip, None)[0][4]
    if isinstance(addr, INETAddress):
        p, size = addr.lock_in_addr()
        family = AF_INET
    elif isinstance(addr, INET6Address):
        p, size = addr.lock_in_addr()
        family = AF_INET6
    else:
        raise RSocketError("unknown address family")
    host = _c.gethostbyaddr(p, size, family)
    addr.unlock()
    return gethost_common(ip, host, addr)


def gethostname():
    size = 1024
    with lltype.scoped_alloc(rffi.CCHARP.TO, size) as buf:
        if intmask(_c.gethostname(buf, size)) < 0:
            raise last_error()
        return rffi.charp2strn(buf, size)


def sethostname(hostname):
    if intmask(_c.sethostname(hostname, len(hostname))) < 0:
        raise last_error()


def getservbyname(name, proto=None):
    found = _c.getservbyname(name, proto)
    if not found:
        raise RSocketError("service/proto not found")
    return _c.ntohs(intmask(found.c_s_port))


def getservbyport(port, proto=None):
    found = _c.getservbyport(_c.htons(port), proto)
    if not found:
        raise RSocketError("port/proto not found")
    return rffi.charp2str(found.c_s_name)


def getprotobyname(name):
    found = _c.getprotobyname(name)
    if not found:
        raise RSocketError("protocol not found")
    return intmask(found.c_p_proto)


def inet_aton(ip):
    """Numbers and dots as four bytes."""
    with lltype.scoped_alloc(_c.in_addr) as packed:
        if intmask(_c.inet_aton(ip, packed)) == 0:
            raise RSocketError("illegal IP address string passed to inet_aton")
        return rffi.charpsize2str(rffi.cast(rffi.CCHARP, packed), 4)


def inet_ntoa(packed):
    if len(packed) != 4:
        raise RSocketError("packed IP wrong length for inet_ntoa")
    return inet_ntop(AF_INET, packed)


def _packed_size(family):
    if family == AF_INET:
        return 4
    elif family == AF_INET6:
        return 16
    raise RSocketError("unknown address family")


def inet_pton(family, ip):
    size = _packed_size(family)
    with lltype.scoped_alloc(rffi.CCHARP.TO, 16) as packed:
        result = intmask(_c.inet_pton(family, ip, rffi.cast(rffi.VOIDP, packed)))
        if result == 0:
            raise RSocketError("illegal IP address string passed to inet_pton")
        elif result < 0:
            raise last_error()
        return rffi.charpsize2str(packed, size)


def inet_ntop(family, packed):
    if len(packed) != _packed_size(family):
        raise ValueError("invalid length of packed IP address string")
    with lltype.scoped_alloc(rffi.CCHARP.TO, 64) as text:
        if not _c.inet_ntop(family, packed, text, 64):
            raise last_error()
        return rffi.charp2str(text)


def if_nameindex():
    """The network interfaces: a list of (number, name)."""
    table = _c.if_nameindex()
    if not table:
        raise last_error()
    result = []
    i = 0
    while intmask(table[i].c_if_index) != 0:
        result.append((intmask(table[i].c_if_index), rffi.charp2str(table[i].c_if_name)))
        i += 1
    _c.if_freenameindex(table)
    return result
