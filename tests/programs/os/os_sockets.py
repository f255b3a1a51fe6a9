# sockets of all kinds, and the lookup of names
# skip: reference (recvinto() wants a buffer of another kind)
# skip: untranslated (prints bools or floats of the run time)
# skip: wasm (its own platform layer)
# skip: js (its own platform layer)

from rpython.rtyper.lltypesystem import lltype, rffi
import os
from rpython.rlib import rsocket
from rpython.rlib.rsocket import *


class Buffer(object):
    def __init__(self):
        self._p = lltype.malloc(rffi.CCHARP.TO, 100, flavor='raw', track_allocation=False)
    def get_raw_address(self):
        return self._p
    def getlength(self):
        return 100
    def as_str(self, n):
        return rffi.charpsize2str(self._p, n)


def main():
    rsocket_startup()
    a = INETAddress("localhost", 4000)
    print a.get_host(), a.get_port()
    a = INETAddress("", 4001)
    print a.get_host()
    a = INETAddress("<broadcast>", 47002)
    print a.get_host(), a.get_port()
    try:
        INETAddress("no such host exists", 47003)
    except GAIError, e:
        print 'GAIError'
    print UNIXAddress("/tmp/socketname").get_path()
    n = NETLINKAddress(1, 96)
    print n.get_pid(), n.get_groups()
    print len(gethostname()) > 0
    print gethostbyname("127.0.0.1").get_host()
    print getservbyname('http'), getservbyname('http', 'tcp'), getservbyport(80, 'tcp'), getprotobyname('tcp')
    s1, s2 = socketpair()
    s1.sendall('?')
    print s2.recv(100)
    print s2.send('x' * 99), len(s1.recv(100))
    buf = Buffer()
    s1.sendall('hello')
    print s2.recvinto(buf, 3), buf.as_str(3)
    k, addr = s2.recvfrom_into(buf, 100)
    print k, addr is None
    s1.send('abc')
    d, addr = s2.recvfrom(10)
    print d, addr is None
    print s1.sendmsg(['ab', 'cd'])
    m, anc, fl, addr = s2.recvmsg(10)
    print m, len(anc)
    r, w = os.pipe()
    fds = ''.join([chr(r & 0xff), chr(r >> 8), '\0', '\0'])
    s1.sendmsg(['z'], [(SOL_SOCKET, SCM_RIGHTS, fds)])
    m, anc, fl, addr = s2.recvmsg(10, CMSG_SPACE(4))
    print m, len(anc), anc[0][0] == SOL_SOCKET, len(anc[0][2])
    s1.close()
    s2.close()
    s1, s2 = socketpair(inheritable=False)
    print sock_get_inheritable(s1.fd)
    serv = RSocket()
    serv.setsockopt_int(SOL_SOCKET, SO_REUSEADDR, 1)
    print serv.getsockopt_int(SOL_SOCKET, SO_REUSEADDR) != 0, len(serv.getsockopt(SOL_SOCKET, SO_REUSEADDR, 4))
    serv.bind(INETAddress('127.0.0.1', 0))
    serv.listen(1)
    addr = serv.getsockname()
    cli = RSocket(AF_INET, SOCK_STREAM)
    cli.settimeout(5.0)
    cli.connect(addr)
    fd, addr2 = serv.accept()
    c2 = RSocket(fd=fd)
    print addr2.eq(cli.getsockname()), addr.eq(cli.getpeername()), addr2.eq(c2.getpeername())
    cli.send("g'day")
    print c2.recv(100)
    c2.setblocking(False)
    try:
        c2.recv(10)
    except CSocketError, e:
        print e.errno == 11, e.get_msg()
    cli.settimeout(0.05)
    try:
        cli.recv(10)
    except SocketTimeout, e:
        print e.get_msg()
    serv.settimeout(0.05)
    try:
        serv.accept()
    except SocketTimeout:
        print 'accept timed out'
    c2.shutdown(SHUT_RDWR)
    print len(cli.recv(5))
    cli.close()
    c2.close()
    serv.close()
    u1 = RSocket(AF_INET, SOCK_DGRAM)
    u1.bind(INETAddress('127.0.0.1', 0))
    u2 = RSocket(AF_INET, SOCK_DGRAM)
    u2.bind(INETAddress('127.0.0.1', INADDR_ANY))
    u1.sendto('?', 1, 0, u2.getsockname())
    d, ad = u2.recvfrom(10)
    print d, ad.eq(u1.getsockname()), get_socket_family(u1.fd)
    print inet_aton('1.2.3.4') == '\x01\x02\x03\x04', inet_ntoa('\x01\x02\x03\x04'), inet_pton(AF_INET, '1.2.3.5') == '\x01\x02\x03\x05', inet_ntop(AF_INET, '\x01\x02\x03\x05')
    try:
        inet_aton('127.0.0.256')
    except SocketError, e:
        print e.get_msg()
    lst = getaddrinfo('127.0.0.1', 'http')
    ok = False
    for family, socktype, protocol, canonname, ad in lst:
        if isinstance(ad, INETAddress):
            if ad.get_port() == 80:
                ok = True
    print ok
    us = RSocket(AF_UNIX)
    us.bind(UNIXAddress('./sk'))
    us.listen(1)
    uc = RSocket(AF_UNIX)
    uc.connect(UNIXAddress('./sk'))
    fd, ad = us.accept()
    uu = RSocket(AF_UNIX, fd=fd)
    uu.send('X')
    print uc.recv(10), us.getsockname().eq(UNIXAddress('./sk'))
    d2 = uu.dup()
    print d2.fd != uu.fd
    try:
        RSocket().recv(10)
    except CSocketError, e:
        print e.get_msg()
    print RSocket().connect_ex(INETAddress('127.0.0.1', 1)) == 111
    setdefaulttimeout(0.1)
    x = RSocket()
    setdefaulttimeout(-1.0)
    print x.gettimeout()
    print htons(1), ntohl(16777216)
    print len(if_nameindex()) > 0


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
