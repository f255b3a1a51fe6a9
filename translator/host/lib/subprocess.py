"""Child processes. One runs to its end before the program goes on: there is nothing that works beside it."""
import os as _os

import _processes

PIPE = -1
STDOUT = -2


class CalledProcessError(Exception):
    def __init__(self, returncode, cmd, output=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output

    def __str__(self):
        return "Command '%s' returned non-zero exit status %d" % (self.cmd, self.returncode)


class _Kept(object):
    """What the process wrote, as a file."""

    def __init__(self, text):
        import StringIO
        self._file = StringIO.StringIO(text)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __iter__(self):
        return iter(self._file)


class Popen(object):
    def __init__(self, args, bufsize=0, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=False, shell=False, cwd=None, env=None, universal_newlines=False, startupinfo=None,
                 creationflags=0):
        if preexec_fn is not None:
            raise ValueError('preexec_fn is not supported at import time')
        if shell:
            words = ['/bin/sh', '-c'] + ([args] if isinstance(args, basestring) else list(args))
        else:
            words = [args] if isinstance(args, basestring) else list(args)
        if executable is not None:
            words[0] = executable
        self._words = [str(word) for word in words]
        self._folder = cwd
        self._environment = None if env is None else [(str(k), str(v)) for k, v in env.items()]
        self._output = _destination(stdout)
        self._merge = stderr == STDOUT
        self._errors = self._output if self._merge else _destination(stderr)
        if self._merge and self._output == 'keep':
            self._words = ['/bin/sh', '-c', 'exec 2>&1; exec "$@"', 'sh'] + self._words
        self.returncode = None
        self.pid = None
        self.stdin = self.stdout = self.stderr = None
        if stdin != PIPE:
            self._run(None)

    def _run(self, input):
        status, output, errors = _processes.run(
            self._words, self._folder, self._environment, input, self._output, self._errors)
        self.returncode = status
        self._kept = (output if self._output == 'keep' else None,
                      errors if self._errors == 'keep' and not self._merge else None)
        if self._kept[0] is not None:
            self.stdout = _Kept(output)
        if self._kept[1] is not None:
            self.stderr = _Kept(errors)

    def communicate(self, input=None):
        if self.returncode is None:
            self._run(input or '')
        return self._kept

    def wait(self):
        self.communicate()
        return self.returncode

    poll = wait


def _destination(where):
    if where is None:
        return 'same'
    if where == PIPE:
        return 'keep'
    if getattr(where, 'name', None) == _os.devnull:
        return 'drop'
    raise ValueError('at import time output goes to a pipe, to os.devnull, or where ours goes')


def call(*args, **kwds):
    return Popen(*args, **kwds).wait()


def check_call(*args, **kwds):
    status = call(*args, **kwds)
    if status:
        raise CalledProcessError(status, kwds.get('args', args[:1] and args[0]))
    return 0


def check_output(*args, **kwds):
    process = Popen(stdout=PIPE, *args, **kwds)
    output = process.communicate()[0]
    if process.returncode:
        raise CalledProcessError(process.returncode, kwds.get('args', args[:1] and args[0]), output)
    return output


def list2cmdline(words):
    """The words as one text, quoted the way Windows wants it where they have spaces."""
    return ' '.join(['"%s"' % word if ' ' in word or not word else word for word in words])
