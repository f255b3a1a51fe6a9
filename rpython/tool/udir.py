"""A folder for files that a program makes while it is imported: `udir.join('name.h').write(text)`."""
import os
import time


class Path(str):
    """The name of a file or folder, with what can be done with it."""

    def join(self, *parts):
        return Path(os.path.join(self, *[str(part) for part in parts]))

    def new(self, basename=None, ext=None):
        name = basename or self.basename
        if ext is not None:
            name = os.path.splitext(name)[0] + ('.' + ext.lstrip('.') if ext else '')
        return Path(os.path.join(os.path.dirname(self), name))

    basename = property(os.path.basename)
    dirname = property(os.path.dirname)
    strpath = property(str)
    purebasename = property(lambda self: os.path.splitext(os.path.basename(self))[0])

    def dirpath(self):
        return Path(os.path.dirname(self))

    def write(self, text, mode='w'):
        f = open(str(self), mode)
        f.write(str(text))
        f.close()

    def read(self, mode='r'):
        f = open(str(self), mode)
        text = f.read()
        f.close()
        return text

    def check(self, **kwds):
        return os.path.exists(self) == kwds.get('exists', True)

    def ensure(self, *parts, **kwds):
        """Makes the folder, or an empty file, if it is not there."""
        path = self.join(*parts) if parts else self
        folder = path if kwds.get('dir') else os.path.dirname(path)
        if folder and not os.path.isdir(folder):
            os.makedirs(str(folder))
        if not kwds.get('dir') and not os.path.exists(path):
            path.write('')
        return path

    def mkdir(self, *parts):
        path = self.join(*parts)
        os.mkdir(str(path))
        return path

    def remove(self):
        os.unlink(str(self))

    def listdir(self):
        return [self.join(name) for name in sorted(os.listdir(self))]

    def new_file(self, stem, suffix):
        """A name in this folder that is not taken."""
        n = 0
        while os.path.exists(self.join('%s_%d%s' % (stem, n, suffix))):
            n += 1
        return self.join('%s_%d%s' % (stem, n, suffix))


def _make_folder():
    parent = os.environ.get('PYPY_USESSION_DIR') or os.environ.get('TMPDIR') or '/tmp'
    base = os.environ.get('PYPY_USESSION_BASENAME', 'rpython')
    path = os.path.join(parent, 'udir-%s-%d-%d' % (base, os.getpid(), int(time.time() * 1000000)))
    os.makedirs(path)
    return Path(path)


udir = _make_folder()
