"""What the built-in exceptions that carry data do at run time."""


def environment_error_init(self, *args):
    """`EnvironmentError.__init__`, inherited by OSError and IOError. A single text is the message."""
    self.errno = 0
    self.strerror = None
    self.filename = None
    if len(args) == 1 and isinstance(args[0], str):
        self.strerror = args[0]
    elif len(args) >= 1:
        self.errno = args[0]
        if len(args) >= 2:
            self.strerror = args[1]
        if len(args) >= 3:
            self.filename = args[2]
