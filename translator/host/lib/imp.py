"""Finding and loading modules by name."""
import os
import sys

from __imp__ import new_module, load_source, get_magic, acquire_lock, release_lock, lock_held

PY_SOURCE = 1
PY_COMPILED = 2
C_EXTENSION = 3
PKG_DIRECTORY = 5
C_BUILTIN = 6
PY_FROZEN = 7

_PACKAGE = ('', '', PKG_DIRECTORY)
_SOURCE = ('.py', 'U', PY_SOURCE)


def get_suffixes():
    """What files of modules end in, how they are opened, and what they are."""
    return [_SOURCE]


def find_module(name, path=None):
    """An open file, its path, and its description; a package has no file. `path` is `sys.path` by default."""
    for folder in sys.path if path is None else path:
        place = os.path.join(folder, name)
        if os.path.isfile(os.path.join(place, '__init__.py')):
            return None, place, _PACKAGE
        if os.path.isfile(place + '.py'):
            return open(place + '.py', 'U'), place + '.py', _SOURCE
    raise ImportError('No module named %s' % (name,))


def load_module(name, file, pathname, description):
    """Runs what `find_module` found as the module `name`."""
    kind = description[2]
    if kind == PKG_DIRECTORY:
        pathname = os.path.join(pathname, '__init__.py')
    elif kind != PY_SOURCE:
        raise ImportError("Don't know how to import %s (type code %d)" % (name, kind))
    return load_source(name, pathname)


def is_builtin(name):
    return int(name in sys.builtin_module_names)


def is_frozen(name):
    return False
