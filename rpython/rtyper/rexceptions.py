"""What the built-in exceptions that carry data do at run time."""


def environment_error_init(self, errno=0, strerror=None, filename=None):
    """`EnvironmentError.__init__`, inherited by OSError and IOError."""
    self.errno = errno
    self.strerror = strerror
    self.filename = filename
