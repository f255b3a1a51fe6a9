"""Temporary files and directories."""
import errno as _errno
import os as _os

template = 'tmp'
tempdir = None
TMP_MAX = 10000


def gettempprefix():
    return template


def gettempdir():
    """The first of the usual directories that can be written to."""
    global tempdir
    if tempdir is None:
        named = [_os.environ.get(name) for name in ('TMPDIR', 'TEMP', 'TMP')]
        for path in [p for p in named if p] + ['/tmp', '/var/tmp', '/usr/tmp', _os.getcwd()]:
            if _os.path.isdir(path) and _os.access(path, _os.W_OK | _os.X_OK):
                tempdir = _os.path.abspath(path)
                break
        else:
            raise IOError(_errno.ENOENT, 'No usable temporary directory found')
    return tempdir


def _names(suffix, prefix, dir):
    """Paths that nobody else is likely to have; different at every call."""
    if dir is None:
        dir = gettempdir()
    for i in range(TMP_MAX):
        word = _os.urandom(4).encode('hex')
        yield _os.path.join(dir, prefix + word + suffix)
    raise IOError(_errno.EEXIST, 'No usable temporary name found')


def mkstemp(suffix='', prefix=template, dir=None, text=False):
    """(descriptor, path) of a new file that only its owner can read."""
    for path in _names(suffix, prefix, dir):
        try:
            fd = _os.open(path, _os.O_RDWR | _os.O_CREAT | _os.O_EXCL, 0600)
        except OSError, e:
            if e.errno != _errno.EEXIST:
                raise
        else:
            return fd, _os.path.abspath(path)


def mkdtemp(suffix='', prefix=template, dir=None):
    for path in _names(suffix, prefix, dir):
        try:
            _os.mkdir(path, 0700)
        except OSError, e:
            if e.errno != _errno.EEXIST:
                raise
        else:
            return path


def mktemp(suffix='', prefix=template, dir=None):
    for path in _names(suffix, prefix, dir):
        if not _os.path.exists(path):
            return path


class _NamedFile(object):
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __iter__(self):
        return iter(self.file)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.close()

    def close(self):
        if not self.file.closed:
            self.file.close()
            if self.delete:
                _os.unlink(self.name)


def NamedTemporaryFile(mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None, delete=True):
    fd, name = mkstemp(suffix, prefix, dir)
    _os.close(fd)
    return _NamedFile(open(name, mode), name, delete)


def TemporaryFile(mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None):
    fd, name = mkstemp(suffix, prefix, dir)
    _os.close(fd)
    result = open(name, mode)
    _os.unlink(name)
    return result
