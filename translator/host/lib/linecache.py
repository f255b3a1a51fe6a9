"""Lines of source files, each read once."""
import os
import sys

__all__ = ['getline', 'clearcache', 'checkcache']

# By name: size, time of the last change (None: text that is in no file), lines, full path.
cache = {}


def clearcache():
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line with its end, or '' if there is none."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def getlines(filename, module_globals=None):
    if filename in cache:
        return cache[filename][2]
    return updatecache(filename, module_globals)


def checkcache(filename=None):
    """Forgets files that have changed."""
    for name in [filename] if filename is not None else cache.keys():
        if name not in cache:
            continue
        size, mtime, _, path = cache[name]
        if mtime is None:
            continue
        try:
            now = os.stat(path)
        except OSError:
            del cache[name]
            continue
        if (now.st_size, now.st_mtime) != (size, mtime):
            del cache[name]


def _find(filename):
    """The path of a file, which may lie in a folder of `sys.path`."""
    places = [filename]
    if not os.path.isabs(filename):
        places += [os.path.join(folder, filename) for folder in sys.path if isinstance(folder, str)]
    for path in places:
        if os.path.isfile(path):
            return path
    return None


def updatecache(filename, module_globals=None):
    """Reads a file again; its lines."""
    cache.pop(filename, None)
    if not filename or filename.startswith('<') and filename.endswith('>'):
        return []
    path = _find(filename)
    if path is None:
        return []
    try:
        with open(path, 'rU') as f:
            lines = f.readlines()
    except IOError:
        return []
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    about = os.stat(path)
    cache[filename] = about.st_size, about.st_mtime, lines, path
    return lines
