"""What goes wrong with sockets."""
from rpython.rlib import _rsocket_rffi as _c


class SocketError(Exception):
    applevelerrcls = 'error'

    def __init__(self):
        pass

    def get_msg(self):
        return ''

    def get_msg_unicode(self):
        return self.get_msg().decode('latin-1')

    def get_msg_utf8(self):
        """The text, and how many characters it has: what the system says is ASCII."""
        message = self.get_msg()
        return message, len(message)

    def __str__(self):
        return self.get_msg()


class SocketErrorWithErrno(SocketError):
    def __init__(self, errno):
        self.errno = errno


class RSocketError(SocketError):
    """With a message of its own."""

    def __init__(self, message):
        self.message = message

    def get_msg(self):
        return self.message


class CSocketError(SocketErrorWithErrno):
    """What errno says."""

    def get_msg(self):
        return _c.socket_strerror_str(self.errno)


class GAIError(SocketErrorWithErrno):
    """A name could not be looked up."""
    applevelerrcls = 'gaierror'

    def get_msg(self):
        return _c.gai_strerror_str(self.errno)


class HSocketError(SocketError):
    """A host is not known."""
    applevelerrcls = 'herror'

    def __init__(self, host):
        self.host = host

    def get_msg(self):
        return "host lookup failed: '%s'" % self.host


class SocketTimeout(SocketError):
    applevelerrcls = 'timeout'

    def get_msg(self):
        return 'timed out'


def last_error():
    return CSocketError(_c.geterrno())
