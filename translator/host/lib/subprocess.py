"""Child processes, which do not exist at import time."""

PIPE = -1
STDOUT = -2


class CalledProcessError(Exception):
    def __init__(self, returncode, cmd, output=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output

    def __str__(self):
        return "Command '%s' returned non-zero exit status %d" % (self.cmd, self.returncode)


def _unsupported(*args, **kwds):
    raise OSError(38, "starting processes is not supported at import time")


call = check_call = check_output = Popen = list2cmdline = _unsupported
