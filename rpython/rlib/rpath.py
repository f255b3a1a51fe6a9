"""Paths of the POSIX kind: what `os.path` functions become in programs."""
import os

sep = '/'


def risabs(path):
    return path.startswith('/')

isabs = risabs


def join2(path, part):
    if part.startswith('/'):
        return part
    if path == '' or path.endswith('/'):
        return path + part
    return path + '/' + part


def join(path, *parts):
    """Joins a path with several others; an absolute one starts again."""
    for part in parts:
        path = join2(path, part)
    return path


def split(path):
    """(folder, last part); slashes at the end of the folder are dropped."""
    i = path.rfind('/') + 1
    assert i >= 0
    head = path[:i]
    tail = path[i:]
    end = len(head)
    while end > 0 and head[end - 1] == '/':
        end -= 1
    if end > 0:
        head = head[:end]
    return head, tail


def basename(path):
    i = path.rfind('/') + 1
    assert i >= 0
    return path[i:]


def dirname(path):
    return split(path)[0]


def splitext(path):
    """(all but the suffix, the suffix with its dot)."""
    dot = path.rfind('.')
    start = path.rfind('/') + 1
    if dot > start:
        i = start
        while i < dot:
            if path[i] != '.':
                assert dot >= 0
                return path[:dot], path[dot:]
            i += 1
    return path, ''


def normpath(path):
    """Without `.`, `..` and double slashes where that is possible by text alone."""
    if path == '':
        return '.'
    slashes = 0
    if path.startswith('/'):
        slashes = 1
        if path.startswith('//') and not path.startswith('///'):
            slashes = 2
    kept = []
    for part in path.split('/'):
        if part == '' or part == '.':
            continue
        if part != '..' or (slashes == 0 and len(kept) == 0) or (
                len(kept) > 0 and kept[len(kept) - 1] == '..'):
            kept.append(part)
        elif len(kept) > 0:
            kept.pop()
    result = '/'.join(kept)
    if slashes:
        result = '/' * slashes + result
    if result == '':
        return '.'
    return result

rnormpath = normpath


def normcase(path):
    """Upper case and lower case are different names here."""
    return path


def abspath(path):
    if not risabs(path):
        path = join2(os.getcwd(), path)
    return normpath(path)

rabspath = abspath


def exists(path):
    try:
        os.stat(path)
    except OSError:
        return False
    return True


def lexists(path):
    try:
        os.lstat(path)
    except OSError:
        return False
    return True


def _mode(path):
    """st_mode, or 0 if there is no such file."""
    try:
        return os.stat(path).st_mode
    except OSError:
        return 0


def isdir(path):
    return _mode(path) & 0xF000 == 0x4000


def isfile(path):
    return _mode(path) & 0xF000 == 0x8000


def islink(path):
    try:
        return os.lstat(path).st_mode & 0xF000 == 0xA000
    except OSError:
        return False


def getsize(path):
    return os.stat(path).st_size


def getmtime(path):
    return os.stat(path).st_mtime


rjoin = join
rexists = exists
rlexists = lexists
risdir = isdir
risfile = isfile
rislink = islink
rgetsize = getsize
rgetmtime = getmtime
rbasename = basename
rdirname = dirname
rsplit = split
rsplitext = splitext
