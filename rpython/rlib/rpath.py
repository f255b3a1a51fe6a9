"""Paths: what `os.path` functions become in programs. The functions named _posix_ and _nt_ work on both kinds anywhere."""
import os

sep = '/'
altsep = '/'


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
    """The path itself where the current folder does not exist any more."""
    if risabs(path):
        return normpath(path)
    try:
        folder = os.getcwd()
    except OSError:
        return path
    return normpath(join2(folder, path))

rabspath = abspath


def splitdrive(path):
    """(drive, the rest): there are no drives."""
    return '', path


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


def samefile(path1, path2):
    """Whether two paths lead to one file."""
    first, second = os.stat(path1), os.stat(path2)
    return first.st_ino == second.st_ino and first.st_dev == second.st_dev


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
rsplitdrive = splitdrive
_posix_risabs = risabs
_posix_rnormpath = normpath
_posix_rabspath = abspath
_posix_risdir = isdir
_posix_rsplitdrive = splitdrive
_posix_rjoin = join


# The other kind: drives, and backslashes as well as slashes.

def _nt_rsplitdrive(path):
    """(drive or share with its machine, the rest)."""
    plain = path.replace('/', '\\')
    if plain.startswith('\\\\') and not plain.startswith('\\\\\\'):
        machine_end = plain.find('\\', 2)
        if machine_end < 0:
            return '', path
        share_end = plain.find('\\', machine_end + 1)
        if share_end == machine_end + 1:
            return '', path
        if share_end < 0:
            share_end = len(path)
        return path[:share_end], path[share_end:]
    if len(path) > 1 and path[1] == ':':
        return path[:2], path[2:]
    return '', path


def _nt_risabs(path):
    rest = _nt_rsplitdrive(path)[1]
    return rest.startswith('/') or rest.startswith('\\')


def _nt_rnormpath(path):
    if path.startswith('\\\\.\\') or path.startswith('\\\\?\\'):
        # Names of devices are taken literally.
        return path
    drive, rest = _nt_rsplitdrive(path.replace('/', '\\'))
    if drive == '':
        # Without a drive, several backslashes in front have a meaning.
        while rest.startswith('\\'):
            drive += '\\'
            rest = rest[1:]
    elif rest.startswith('\\'):
        drive += '\\'
    rooted = drive.endswith('\\')
    kept = []
    for part in rest.split('\\'):
        if part == '' or part == '.':
            continue
        if part != '..':
            kept.append(part)
        elif len(kept) > 0 and kept[len(kept) - 1] != '..':
            kept.pop()
        elif not rooted:
            kept.append(part)
    if drive == '' and len(kept) == 0:
        return '.'
    return drive + '\\'.join(kept)


def _nt_join2(path, part):
    drive, rest = _nt_rsplitdrive(path)
    other_drive, other = _nt_rsplitdrive(part)
    if other.startswith('/') or other.startswith('\\'):
        return (other_drive or drive) + other
    if other_drive and other_drive.lower() != drive.lower():
        return other_drive + other
    if rest and not rest.endswith('/') and not rest.endswith('\\'):
        rest += '\\'
    elif not rest and drive and not drive.endswith(':') and other:
        rest = '\\'
    return (other_drive or drive) + rest + other


def _nt_rjoin(path, *parts):
    for part in parts:
        path = _nt_join2(path, part)
    return path


def _nt_rabspath(path):
    """The current folder stands in front if there is no other start."""
    if not _nt_risabs(path):
        try:
            path = _nt_join2(os.getcwd(), path)
        except OSError:
            pass
    return _nt_rnormpath(path)
