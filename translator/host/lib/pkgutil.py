"""Modules of a package."""
import os
import sys


def extend_path(path, name):
    """The directories of a package that is spread over several entries of `sys.path`."""
    result = list(path)
    for entry in sys.path:
        directory = os.path.join(entry, *name.split('.'))
        if directory not in result and os.path.isfile(os.path.join(directory, '__init__.py')):
            result.append(directory)
    return result


def _names_in(directory):
    found = {}
    try:
        names = os.listdir(directory)
    except OSError:
        names = []
    for name in names:
        if os.path.isfile(os.path.join(directory, name, '__init__.py')):
            found[name] = True
        elif name.endswith('.py') and name != '__init__.py':
            found.setdefault(name[:-3], False)
    return sorted(found.items())


class ImpLoader(object):
    def __init__(self, fullname):
        self.fullname = fullname

    def load_module(self, fullname):
        __import__(fullname)
        return sys.modules[fullname]


class ImpImporter(object):
    """Finds the modules of one directory."""

    def __init__(self, path=None):
        self.path = path

    def find_module(self, fullname, path=None):
        if fullname.split('.')[-1] in dict(_names_in(self.path)):
            return _Loader(self.path, fullname)
        return None


class _Loader(ImpLoader):
    def __init__(self, directory, fullname):
        ImpLoader.__init__(self, fullname)
        self.directory = directory

    def load_module(self, fullname):
        if fullname in sys.modules:
            return sys.modules[fullname]
        if '.' in fullname:
            return ImpLoader.load_module(self, fullname)
        sys.path.insert(0, self.directory)
        try:
            return ImpLoader.load_module(self, fullname)
        finally:
            sys.path.remove(self.directory)


def get_importer(path):
    return ImpImporter(path)


def iter_modules(path=None, prefix=''):
    """(importer, name, whether it is a package) of each module in directories."""
    seen = set()
    for directory in sys.path if path is None else path:
        for name, package in _names_in(directory or '.'):
            if name not in seen:
                seen.add(name)
                yield ImpImporter(directory), prefix + name, package


def walk_packages(path=None, prefix='', onerror=None):
    """The same, and what is in the packages found, which are imported."""
    for importer, name, package in iter_modules(path, prefix):
        yield importer, name, package
        if package:
            try:
                __import__(name)
            except ImportError:
                if onerror is not None:
                    onerror(name)
                continue
            for found in walk_packages(sys.modules[name].__path__, name + '.', onerror):
                yield found


def get_data(package, resource):
    """The text of a file that lies beside a package's modules."""
    __import__(package)
    directory = os.path.dirname(sys.modules[package].__file__)
    with open(os.path.join(directory, *resource.split('/')), 'rb') as f:
        return f.read()
