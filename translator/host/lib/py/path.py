"""Paths in the file system as objects."""
import os
import sys
import tempfile

from py import error


def _call(func, *args):
    return error.checked_call(func, *args)


def _filter(condition):
    """A function that tells which paths are wanted, of such a function, a pattern or None."""
    if condition is None:
        return lambda path: True
    if isinstance(condition, basestring):
        return lambda path: path.fnmatch(condition)
    return condition


class local(object):
    """An absolute path. It need not exist."""
    sep = os.sep

    def __init__(self, path=None, expanduser=False):
        if path is None:
            path = os.getcwd()
        elif isinstance(path, local):
            path = path.strpath
        elif not isinstance(path, basestring):
            raise ValueError("py.path.local takes a string, not %r" % (path,))
        if expanduser:
            path = os.path.expanduser(path)
        self.strpath = os.path.abspath(path)

    # ---- parts

    basename = property(lambda self: os.path.basename(self.strpath))
    dirname = property(lambda self: os.path.dirname(self.strpath))
    purebasename = property(lambda self: os.path.splitext(self.basename)[0])
    ext = property(lambda self: os.path.splitext(self.basename)[1])

    def dirpath(self, *args):
        return self.__class__(self.dirname).join(*args)

    def join(self, *args, **options):
        path = self.strpath
        for arg in args:
            if isinstance(arg, local):
                arg = arg.strpath
            if options.get('abs') or not os.path.isabs(arg):
                path = os.path.join(path, arg)
            else:
                path = os.path.join(path, arg.lstrip('/'))
        return self.__class__(path)

    __div__ = __truediv__ = join

    def new(self, **parts):
        """The same path with other parts: basename, or purebasename and ext; dirname."""
        dirname = parts.get('dirname', self.dirname)
        if 'basename' in parts:
            basename = parts['basename']
        else:
            ext = parts.get('ext', self.ext)
            if ext and ext[0] != '.':
                ext = '.' + ext
            basename = parts.get('purebasename', self.purebasename) + ext
        return self.__class__(os.path.join(str(dirname), basename))

    def parts(self, reverse=False):
        result = [self]
        while result[-1].dirname != result[-1].strpath:
            result.append(result[-1].dirpath())
        if not reverse:
            result.reverse()
        return result

    def relto(self, base):
        """The path seen from a directory above it, or the empty string."""
        start = str(base).rstrip(os.sep) + os.sep
        return self.strpath[len(start):] if self.strpath.startswith(start) else ''

    def common(self, other):
        last = None
        for mine, others in zip(self.parts(), local(other).parts()):
            if mine != others:
                break
            last = mine
        return last

    def realpath(self):
        return self.__class__(os.path.realpath(self.strpath))

    def __str__(self):
        return self.strpath

    __fspath__ = __str__

    def __repr__(self):
        return 'local(%r)' % (self.strpath,)

    def __hash__(self):
        return hash(self.strpath)

    def __cmp__(self, other):
        return cmp(self.strpath, str(other))

    def __eq__(self, other):
        return self.strpath == str(other)

    def __ne__(self, other):
        return self.strpath != str(other)

    def __contains__(self, other):
        if isinstance(other, str):
            return self.join(other).check()
        return other.dirpath() == self

    # ---- what is there

    def exists(self):
        return os.path.exists(self.strpath)

    def isfile(self):
        return os.path.isfile(self.strpath)

    def isdir(self):
        return os.path.isdir(self.strpath)

    def islink(self):
        return os.path.islink(self.strpath)

    def check(self, **wanted):
        """`check(dir=1)`, `check(file=1, ext='.py')`, `check(notlink=1)`; without arguments, whether it exists."""
        if not wanted:
            return self.exists()
        for name, value in wanted.items():
            if name[:3] == 'not':
                fits = not self._fits(name[3:], value)
            else:
                fits = self._fits(name, value)
            if not fits:
                return False
        return True

    def _fits(self, name, value):
        """What a keyword of `check` asks: some compare with the value, for the others it says yes or no."""
        if name in ('ext', 'basename'):
            return getattr(self, name) == value
        if name == 'relto':
            return self.relto(value) != ''
        if name == 'fnmatch':
            return self.fnmatch(value)
        if name == 'endswith':
            return self.strpath.endswith(value)
        if name == 'basestarts':
            return self.basename.startswith(value)
        found = {'dir': self.isdir, 'file': self.isfile, 'link': self.islink, 'exists': self.exists,
                 'dotfile': lambda: self.basename.startswith('.')}[name]()
        return bool(found) == bool(value)

    def fnmatch(self, pattern):
        import fnmatch
        return fnmatch.fnmatch(self.strpath if os.sep in pattern else self.basename, pattern)

    def stat(self, raising=True):
        if not raising and not self.exists():
            return None
        return _call(os.stat, self.strpath)

    def size(self):
        return self.stat().st_size

    def mtime(self):
        return self.stat().st_mtime

    def samefile(self, other):
        return os.path.samefile(self.strpath, str(other))

    def listdir(self, fil=None, sort=None):
        paths = [self.join(name) for name in _call(os.listdir, self.strpath)]
        wanted = _filter(fil)
        result = [path for path in paths if wanted(path)]
        if sort:
            result.sort(None if sort is True else sort)
        return result

    def visit(self, fil=None, rec=None, ignore=None, bf=False, sort=False):
        """Everything below, what is in directories before what is beside them, or with `bf` after it; `rec` says which
        directories are gone into."""
        wanted, entered = _filter(fil), _filter(rec)
        entries = self.listdir(sort=True)
        dirs = [path for path in entries if path.isdir() and not path.islink() and entered(path)]
        if bf:
            for path in entries:
                if wanted(path):
                    yield path
        for dir in dirs:
            for path in dir.visit(wanted, entered, ignore, bf, sort):
                yield path
        if not bf:
            for path in entries:
                if wanted(path):
                    yield path

    # ---- contents

    def open(self, mode='r', ensure=False, encoding=None):
        if ensure:
            self.dirpath().ensure(dir=1)
        return _call(open, self.strpath, mode)

    def read(self, mode='r'):
        f = self.open(mode)
        try:
            return f.read()
        finally:
            f.close()

    def read_binary(self):
        return self.read('rb')

    def read_text(self, encoding):
        return self.read('rb').decode(encoding)

    def readlines(self, cr=1):
        lines = self.read('rU').split('\n')
        if not cr:
            return lines
        last = lines.pop()
        lines = [line + '\n' for line in lines]
        return lines + [last] if last else lines

    def write(self, data, mode='w', ensure=False):
        if not isinstance(data, basestring):
            data = str(data)
        if isinstance(data, unicode):
            data = data.encode('utf-8')
        f = self.open(mode, ensure=ensure)
        try:
            f.write(data)
        finally:
            f.close()

    def mkdir(self, *args):
        path = self.join(*args)
        _call(os.mkdir, path.strpath)
        return path

    def ensure_dir(self, *args):
        return self.ensure(*args, **{'dir': True})

    def ensure(self, *args, **options):
        """The path below this one, made if it is not there: a file, or with `dir=1` a directory."""
        path = self.join(*args)
        if options.get('dir'):
            if not path.isdir():
                path.dirpath().ensure(dir=1)
                _call(os.mkdir, path.strpath)
        else:
            path.dirpath().ensure(dir=1)
            if not path.exists():
                path.write('')
        return path

    def remove(self, rec=1, ignore_errors=False):
        if self.isdir() and not self.islink():
            if rec:
                for path in self.listdir():
                    path.remove(rec=1)
            _call(os.rmdir, self.strpath)
        else:
            _call(os.remove, self.strpath)

    def copy(self, target):
        target = self.__class__(target)
        if self.isdir():
            target.ensure(dir=1)
            for path in self.listdir():
                path.copy(target.join(path.basename))
        else:
            if target.isdir():
                target = target.join(self.basename)
            target.write(self.read('rb'), 'wb')

    def rename(self, target):
        _call(os.rename, self.strpath, str(target))

    move = rename

    def chdir(self):
        old = self.__class__()
        _call(os.chdir, self.strpath)
        return old

    def chmod(self, mode, rec=0):
        _call(os.chmod, self.strpath, mode)

    def computehash(self, hashtype='md5', chunksize=524288):
        import hashlib
        return hashlib.new(hashtype, self.read('rb')).hexdigest()

    # ---- modules and programs

    def pyimport(self, modname=None, ensuresyspath=True):
        """The module in this file."""
        base = self.dirpath() if self.basename == '__init__.py' else self
        names = [base.purebasename]
        package = base.dirpath()
        while package.join('__init__.py').check():
            names.insert(0, package.basename)
            package = package.dirpath()
        if ensuresyspath and package.strpath not in sys.path:
            sys.path.insert(0, package.strpath)
        name = modname or '.'.join(names)
        __import__(name)
        return sys.modules[name]

    def sysexec(self, *args, **options):
        import subprocess
        process = subprocess.Popen([self.strpath] + [str(arg) for arg in args], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **options)
        out, err = process.communicate()
        if process.returncode:
            from py.process import cmdexec
            raise cmdexec.Error(process.returncode, process.returncode, self.strpath, out, err)
        return out

    @classmethod
    def sysfind(cls, name, checker=None, paths=None):
        """The program of that name, or None."""
        if os.path.isabs(name):
            path = cls(name)
            return path if path.check(file=1) else None
        for dir in paths or os.environ.get('PATH', '').split(os.pathsep):
            path = cls(dir or '.').join(name)
            if path.check(file=1) and os.access(path.strpath, os.X_OK) and (checker is None or checker(path)):
                return path
        return None

    @classmethod
    def get_temproot(cls):
        return cls(tempfile.gettempdir())

    @classmethod
    def mkdtemp(cls, rootdir=None):
        return cls(tempfile.mkdtemp(dir=str(rootdir) if rootdir is not None else None))

    @classmethod
    def make_numbered_dir(cls, prefix='session-', rootdir=None, keep=3, lock_timeout=0):
        """A new directory whose number is one more than the highest that is there."""
        root = cls(rootdir) if rootdir is not None else cls.get_temproot()
        numbers = [-1]
        for path in root.listdir():
            rest = path.basename[len(prefix):]
            if path.basename.startswith(prefix) and rest.isdigit():
                numbers.append(int(rest))
        return root.mkdir('%s%d' % (prefix, max(numbers) + 1))
