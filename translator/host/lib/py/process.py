"""Commands of the shell."""
import subprocess


class Error(Exception):
    """A command ended with another status than 0."""

    def __init__(self, status, systemstatus, cmd, out, err):
        Exception.__init__(self, status, systemstatus, cmd, out, err)
        self.status = status
        self.systemstatus = systemstatus
        self.cmd = cmd
        self.out = out
        self.err = err

    def __str__(self):
        return "%d: %s\n%s" % (self.status, self.cmd, self.err)


def cmdexec(cmd):
    """The output of a command."""
    process = subprocess.Popen(cmd, shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    if process.returncode:
        raise Error(process.returncode, process.returncode, cmd, out, err)
    return out


cmdexec.Error = Error
