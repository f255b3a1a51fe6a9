# Sockets: addresses, connections, datagrams, options, looking up, errors.
# skip: wasm (sockets)
# skip: js (sockets)
import errno
import os
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib import rsocket, rpoll
from rpython.rlib.buffer import RawByteBuffer
from rpython.rlib.rsocket import (
    AlgAddress, INET6Address, INETAddress, NETLINKAddress, PacketAddress, RSocket, UNIXAddress, CSocketError, GAIError,
    HSocketError, RSocketError, SocketError, SocketTimeout)
from _cases import entry_point_of

NAMES = {}
for _name in ['ENOENT', 'EBADF', 'EINVAL', 'ECONNREFUSED', 'EADDRINUSE', 'ENOTCONN', 'EAGAIN', 'EPIPE', 'ENOTSOCK', 'EISCONN',
              'EINPROGRESS', 'EPROTONOSUPPORT', 'EAFNOSUPPORT', 'EDESTADDRREQ', 'ENOPROTOOPT', 'ENXIO', 'EPERM']:
    NAMES[getattr(errno, _name)] = _name


def failed(e):
    if isinstance(e, CSocketError):
        print NAMES.get(e.errno, 'errno ' + str(e.errno)),
    elif isinstance(e, SocketTimeout):
        print 'timeout',
    elif isinstance(e, GAIError):
        print 'GAIError',
    elif isinstance(e, HSocketError):
        print 'HSocketError',
    elif isinstance(e, RSocketError):
        print 'RSocketError',
    else:
        print 'SocketError',


def listening():
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    s.bind(INETAddress('127.0.0.1', 0))
    s.listen(2)
    address = s.getsockname()
    assert isinstance(address, INETAddress)
    return s, address.get_port()


def connected():
    server, port = listening()
    client = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    client.connect(INETAddress('127.0.0.1', port))
    fd, address = server.accept()
    server.close()
    return client, RSocket(fd=fd)


def case_internet_address():
    a = INETAddress('127.0.0.1', 80)
    print a.get_host(), a.get_port(), a.family == rsocket.AF_INET and 'INET',
    print int(a.eq(INETAddress('127.0.0.1', 80))), int(a.eq(INETAddress('127.0.0.1', 81))), int(a.eq(INETAddress('127.0.0.2', 80)))
    b = INETAddress('', 9)
    print b.get_host(), b.get_port(), INETAddress('<broadcast>', 1).get_host(), INETAddress('10.1.2.3', 65535).get_port()


def case_copy_of_an_address():
    a = INETAddress('1.2.3.4', 567)
    b = rsocket.make_address(a.lock(), a.addrlen)
    a.unlock()
    assert isinstance(b, INETAddress)
    print b.get_host(), b.get_port(), int(a.eq(b))
    c, room = rsocket.make_null_address(rsocket.AF_INET)
    assert isinstance(c, INETAddress)
    print c.get_port(), int(room >= 16)


def case_bad_internet_address():
    for host in ['no such name.', '1.2.3.999', '::1']:
        try:
            print INETAddress(host, 80).get_host(),
        except SocketError as e:
            failed(e)
    print


def case_version_6():
    a = INET6Address('::1', 81)
    print a.get_host(), a.get_port(), a.get_flowinfo(), a.get_scope_id(),
    b = INET6Address('2001:db8::5', 82, 7, 0)
    print b.get_host(), b.get_port(), b.get_flowinfo(), int(a.eq(b))
    try:
        INET6Address('127.0.0.1', 1)
        print 'accepted'
    except SocketError as e:
        failed(e)
    print


def case_unix_address():
    a = UNIXAddress('/tmp/socket')
    print a.get_path(), a.addrlen, int(a.eq(UNIXAddress('/tmp/socket'))), int(a.eq(UNIXAddress('/tmp/sockets')))
    b = UNIXAddress('\x00abstract\x00x')
    print len(b.get_path()), b.addrlen, b.get_path()[1:9]
    print UNIXAddress('x' * 107).addrlen, UNIXAddress('\x00' + 'x' * 107).addrlen
    for name in ['x' * 108, '\x00' + 'x' * 108]:
        try:
            UNIXAddress(name)
        except RSocketError:
            print 'too long',
    print


def case_netlink_address():
    a = NETLINKAddress(4000, 3)
    print a.get_pid(), a.get_groups(), a.addrlen


def case_packet_address():
    a = PacketAddress(7, 0x86dd, 1, 2, 'abcdef')
    print a.get_protocol(), a.get_pkttype(), a.get_hatype(), a.get_haddr(), a.addrlen
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_DGRAM)
    index = PacketAddress.get_ifindex_from_ifname(s.fd, 'lo')
    print index, PacketAddress(index, 0).get_ifname(s.fd), '[%s]' % PacketAddress(0, 0).get_ifname(s.fd)
    try:
        PacketAddress.get_ifindex_from_ifname(s.fd, 'nothing')
    except RSocketError:
        print 'RSocketError'
    s.close()


def case_algorithm_address():
    print AlgAddress('hash', 'sha1').addrlen, AlgAddress('skcipher', 'cbc(aes)', 1, 2).family


def case_router_address():
    node, port = rsocket.QrtrAddress(3, 44).get_data()
    print str(node), str(port)


def case_order_of_bytes():
    print rsocket.htons(0x1234), rsocket.ntohs(rsocket.htons(0x1234)), rsocket.ntohs(0xff00)
    print int(rsocket.ntohl(rsocket.htonl(0x12345678)) == 0x12345678)
    print rsocket.htonl(r_uint(0xffff0001)) + r_uint(1), rsocket.ntohl(r_uint(1)) ^ r_uint(5)


def case_pair():
    a, b = rsocket.socketpair()
    a.sendall('hello')
    print b.recv(3), b.recv(10), a.send('bytes'),
    print b.send('x' * 10), len(a.recv(100)), b.recv(9)
    a.close()
    print '[%s]' % b.recv(5)
    try:
        b.send('x', rsocket.MSG_NOSIGNAL)
    except CSocketError as e:
        failed(e)
    b.close()
    print


def case_peek():
    a, b = rsocket.socketpair()
    a.sendall('abcdef')
    print b.recv(3, rsocket.MSG_PEEK), b.recv(2), b.recv(9)
    a.close()
    b.close()


def case_datagram_pair():
    a, b = rsocket.socketpair(rsocket.AF_UNIX, rsocket.SOCK_DGRAM)
    a.send('first')
    a.send('second message')
    print b.recv(100), b.recv(6), int(a.type == rsocket.SOCK_DGRAM)
    a.close()
    b.close()


def case_connection():
    client, server = connected()
    client.sendall('question')
    print server.recv(100),
    server.sendall('answer')
    print client.recv(100),
    there = client.getpeername()
    here = server.getsockname()
    print int(there.eq(here)), int(client.getsockname().eq(server.getpeername()))
    client.shutdown(rsocket.SHUT_WR)
    print '[%s]' % server.recv(5),
    server.send('late')
    print client.recv(9)
    client.close()
    server.close()


def case_nobody_listens():
    server, port = listening()
    server.close()
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    try:
        s.connect(INETAddress('127.0.0.1', port))
    except CSocketError as e:
        failed(e)
    print int(s.connect_ex(INETAddress('127.0.0.1', port)) == errno.ECONNREFUSED)
    s.close()


def case_address_in_use():
    server, port = listening()
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    try:
        s.bind(INETAddress('127.0.0.1', port))
    except CSocketError as e:
        failed(e)
    s.close()
    server.close()
    print


def case_datagrams():
    a = RSocket(rsocket.AF_INET, rsocket.SOCK_DGRAM)
    a.bind(INETAddress('127.0.0.1', 0))
    b = RSocket(rsocket.AF_INET, rsocket.SOCK_DGRAM)
    b.sendto('hello', 5, 0, a.getsockname())
    data, address = a.recvfrom(100)
    print data,
    a.sendto('back', 4, 0, address)
    data, address = b.recvfrom(2)
    print data, int(address.eq(a.getsockname()))
    a.close()
    b.close()


def case_timeout():
    a, b = rsocket.socketpair()
    print int(a.gettimeout()),
    a.settimeout(0.05)
    try:
        a.recv(1)
    except SocketError as e:
        failed(e)
    b.send('x')
    print a.recv(1), int(a.gettimeout() * 100.0 + 0.5)
    server, port = listening()
    server.settimeout(0.05)
    try:
        server.accept()
    except SocketError as e:
        failed(e)
    print
    server.close()
    a.close()
    b.close()


def case_not_blocking():
    a, b = rsocket.socketpair()
    a.setblocking(False)
    print int(a.gettimeout()),
    try:
        a.recv(1)
    except CSocketError as e:
        failed(e)
    a.setblocking(True)
    b.send('y')
    print int(a.gettimeout()), a.recv(1)
    a.close()
    b.close()


def case_connect_with_timeout():
    server, port = listening()
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    s.settimeout(5.0)
    s.connect(INETAddress('127.0.0.1', port))
    print int(s.connect_ex(INETAddress('127.0.0.1', port)) in [0, errno.EISCONN])
    s.close()
    server.close()


def case_closed():
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_DGRAM)
    print int(s.fd >= 0),
    s.close()
    print int(s.fd == rsocket._c.INVALID_SOCKET),
    try:
        s.recv(1)
    except CSocketError as e:
        failed(e)
    s.close()
    print


def case_detach_and_duplicate():
    a, b = rsocket.socketpair()
    fd = a.detach()
    c = RSocket(rsocket.AF_UNIX, rsocket.SOCK_STREAM, fd=fd)
    d = c.dup()
    c.close()
    d.send('z')
    print b.recv(3)
    b.close()
    d.close()


def case_not_a_socket():
    r, w = os.pipe()
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM, fd=r)
    try:
        s.recv(1)
    except CSocketError as e:
        failed(e)
    try:
        s.getsockname()
    except CSocketError as e:
        failed(e)
    print
    s.close()
    os.close(w)


def case_not_connected():
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    try:
        s.getpeername()
    except CSocketError as e:
        failed(e)
    try:
        s.recv(1)
    except CSocketError as e:
        failed(e)
    try:
        s.shutdown(rsocket.SHUT_RD)
    except CSocketError as e:
        failed(e)
    s.close()
    print


def case_options():
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    print s.getsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_REUSEADDR),
    s.setsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_REUSEADDR, 1)
    print s.getsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_REUSEADDR),
    print int(s.getsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_TYPE) == rsocket.SOCK_STREAM),
    s.setsockopt(rsocket.SOL_SOCKET, rsocket.SO_KEEPALIVE, '\x01\x00\x00\x00')
    print len(s.getsockopt(rsocket.SOL_SOCKET, rsocket.SO_KEEPALIVE, 4)), s.getsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_ERROR),
    try:
        s.getsockopt_int(rsocket.SOL_SOCKET, 98765)
    except CSocketError as e:
        failed(e)
    try:
        s.setsockopt_int(rsocket.SOL_SOCKET, 98765, 1)
    except CSocketError as e:
        failed(e)
    print
    s.close()


def case_bad_sockets():
    for family, kind, protocol in [(12345, 1, 0), (rsocket.AF_INET, rsocket.SOCK_STREAM, 17)]:
        try:
            RSocket(family, kind, protocol).close()
        except CSocketError as e:
            failed(e)
    print


def case_inheritable():
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM, inheritable=False)
    from rpython.rlib import rposix
    print int(rposix.get_inheritable(s.fd)),
    s.close()
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_STREAM)
    print int(rposix.get_inheritable(s.fd))
    s.close()


def case_names_of_hosts():
    print int(len(rsocket.gethostname()) > 0)
    address = rsocket.gethostbyname('127.0.0.1')
    assert isinstance(address, INETAddress)
    print address.get_host()
    name, aliases, addresses = rsocket.gethostbyname_ex('127.0.0.1')
    first = addresses[0]
    assert isinstance(first, INETAddress)
    print name, len(aliases), first.get_host()


def case_address_info():
    infos = rsocket.getaddrinfo('127.0.0.1', '25', rsocket.AF_INET, rsocket.SOCK_STREAM)
    for family, kind, protocol, canonical, address in infos:
        assert isinstance(address, INETAddress)
        print int(family == rsocket.AF_INET), int(kind == rsocket.SOCK_STREAM), protocol, '[%s]' % canonical,
        print address.get_host(), address.get_port()
    try:
        rsocket.getaddrinfo('127.0.0.1', '25', 12345)
    except GAIError as e:
        print 'GAIError', int(len(e.get_msg()) > 0)
    try:
        rsocket.getaddrinfo('not a.number', None, flags=rsocket.AI_NUMERICHOST)
    except GAIError as e:
        print 'GAIError', int(e.errno == rsocket.EAI_NONAME)


def case_name_info():
    host, service = rsocket.getnameinfo(INETAddress('127.0.0.1', 25), rsocket.NI_NUMERICHOST | rsocket.NI_NUMERICSERV)
    print host, service


def case_services_and_protocols():
    print rsocket.getservbyname('http', 'tcp'), rsocket.getservbyport(25, 'tcp'), rsocket.getprotobyname('udp')
    try:
        rsocket.getservbyname('no such service', 'tcp')
    except RSocketError:
        print 'RSocketError',
    try:
        rsocket.getservbyport(9, 'no such protocol')
    except RSocketError:
        print 'RSocketError',
    try:
        rsocket.getprotobyname('no such protocol')
    except RSocketError:
        print 'RSocketError'


def show(data):
    return '.'.join([str(ord(c)) for c in data])


def case_text_forms():
    print show(rsocket.inet_aton('1.2.3.4')), show(rsocket.inet_aton('255.255.255.255')), rsocket.inet_ntoa('\x7f\x00\x00\x01')
    print show(rsocket.inet_pton(rsocket.AF_INET, '10.0.0.1')), show(rsocket.inet_pton(rsocket.AF_INET6, '::ff'))
    print rsocket.inet_ntop(rsocket.AF_INET, '\x01\x02\x03\x04'), rsocket.inet_ntop(rsocket.AF_INET6, '\x00' * 15 + '\x01')
    for text in ['1.2.3', '1.2.3.', 'x', '256.1.1.1', '']:
        try:
            print show(rsocket.inet_aton(text)),
        except RSocketError:
            print 'RSocketError',
    print


def case_bad_text_forms():
    try:
        rsocket.inet_pton(rsocket.AF_INET, '127.0.0.256')
    except RSocketError:
        print 'RSocketError',
    try:
        rsocket.inet_pton(12345, '127.0.0.1')
    except RSocketError as e:
        failed(e)
    try:
        rsocket.inet_ntop(rsocket.AF_INET, 'abc')
    except ValueError:
        print 'ValueError',
    try:
        rsocket.inet_ntop(12345, 'abcd')
    except RSocketError as e:
        failed(e)
    try:
        rsocket.inet_ntoa('abcde')
    except RSocketError:
        print 'RSocketError'


def case_unix_socket_in_a_folder():
    server = RSocket(rsocket.AF_UNIX, rsocket.SOCK_STREAM)
    server.bind(UNIXAddress('here'))
    server.listen(1)
    client = RSocket(rsocket.AF_UNIX, rsocket.SOCK_STREAM)
    client.connect(UNIXAddress('here'))
    fd, address = server.accept()
    other = RSocket(rsocket.AF_UNIX, rsocket.SOCK_STREAM, fd=fd)
    name = server.getsockname()
    assert isinstance(name, UNIXAddress)
    client.sendall('local')
    print other.recv(9), name.get_path(), '[%s]' % client.getsockname().get_path()
    for s in [server, client, other]:
        s.close()
    os.unlink('here')
    client = RSocket(rsocket.AF_UNIX, rsocket.SOCK_STREAM)
    try:
        client.connect(UNIXAddress('here'))
    except CSocketError as e:
        failed(e)
    print
    client.close()


def case_interfaces():
    print int('lo' in [name for index, name in rsocket.if_nameindex()])


def case_messages_in_parts():
    a, b = rsocket.socketpair()
    print a.sendmsg(['one', 'two', '', 'three'], [], 0),
    data, ancillary, flags, address = b.recvmsg(100, 0, 0)
    print data, len(ancillary), flags
    a.send('abcdef')
    first = RawByteBuffer(4)
    second = RawByteBuffer(4)
    count, ancillary, flags, address = b.recvmsg_into([first, second], 0, 0)
    print count, first.as_str(), second.as_str()[:2]
    a.close()
    b.close()


def case_descriptors_in_messages():
    a, b = rsocket.socketpair()
    r, w = os.pipe()
    number = ''.join([chr(w >> (8 * i) & 255) for i in range(4)])
    print a.sendmsg(['x'], [(rsocket.SOL_SOCKET, rsocket.SCM_RIGHTS, number)], 0),
    data, ancillary, flags, address = b.recvmsg(10, rsocket.CMSG_SPACE(4), 0)
    level, kind, content = ancillary[0]
    print data, len(ancillary), int(level == rsocket.SOL_SOCKET), int(kind == rsocket.SCM_RIGHTS), len(content),
    copy = 0
    for i in range(4):
        copy |= ord(content[i]) << (8 * i)
    os.write(copy, 'through the copy')
    print int(copy != w), os.read(r, 100)
    for fd in [copy, r, w]:
        os.close(fd)
    a.close()
    b.close()


def case_receive_into_a_buffer():
    a, b = rsocket.socketpair()
    a.send('hello')
    buffer = RawByteBuffer(8)
    print b.recvinto(buffer, 8), buffer.getslice(0, 1, 5)
    a.send('more')
    count, address = b.recvfrom_into(buffer, 2)
    print count, buffer.getslice(0, 1, 5)
    a.close()
    b.close()


def case_cut_messages():
    a, b = rsocket.socketpair(rsocket.AF_UNIX, rsocket.SOCK_DGRAM)
    a.send('a long message')
    data, ancillary, flags, address = b.recvmsg(6, 0, 0)
    print data, int(flags & rsocket.MSG_TRUNC != 0),
    a.send('another one')
    print b.recv(3),
    a.send('the last')
    memory = RawByteBuffer(4)
    print b.recvinto(memory, 4), memory.as_str()
    a.close()
    b.close()


def case_default_timeout():
    print int(rsocket.getdefaulttimeout()),
    rsocket.setdefaulttimeout(0.05)
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_DGRAM)
    s.bind(INETAddress('127.0.0.1', 0))
    print int(s.gettimeout() * 100.0 + 0.5), int(rsocket.getdefaulttimeout() * 100.0 + 0.5),
    try:
        s.recvfrom(10)
    except SocketError as e:
        failed(e)
    rsocket.setdefaulttimeout(-1.0)
    s.close()
    s = RSocket(rsocket.AF_INET, rsocket.SOCK_DGRAM)
    print int(s.gettimeout())
    s.close()


def case_space_for_messages():
    print rsocket.CMSG_LEN(0), rsocket.CMSG_LEN(4), rsocket.CMSG_SPACE(4), rsocket.CMSG_SPACE(8)


def case_poll():
    a, b = rsocket.socketpair()
    print len(rpoll.poll({a.fd: rpoll.POLLIN}, timeout=10)),
    print int(rpoll.poll({a.fd: rpoll.POLLOUT}) == [(a.fd, rpoll.POLLOUT)]),
    b.send('x')
    print int(rpoll.poll({a.fd: rpoll.POLLIN}) == [(a.fd, rpoll.POLLIN)]),
    r, w, x = rpoll.select([a.fd, b.fd], [], [], 1.0)
    print int(r == [a.fd]), len(w), len(x),
    r, w, x = rpoll.select([b.fd], [], [], 0.01)
    print len(r)
    a.close()
    b.close()


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
