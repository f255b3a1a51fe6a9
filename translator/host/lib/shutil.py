"""Copying and removing files and directories."""
import fnmatch
import os
import stat


class Error(EnvironmentError):
    pass


def copyfileobj(fsrc, fdst, length=16 * 1024):
    while True:
        data = fsrc.read(length)
        if not data:
            break
        fdst.write(data)


def copyfile(src, dst):
    if os.path.exists(dst) and os.path.samefile(src, dst):
        raise Error("`%s` and `%s` are the same file" % (src, dst))
    with open(src, 'rb') as fsrc:
        with open(dst, 'wb') as fdst:
            copyfileobj(fsrc, fdst)


def copymode(src, dst):
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst):
    """The permissions; the times of a file cannot be set while a program is being imported."""
    copymode(src, dst)


def _target(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst):
    dst = _target(src, dst)
    copyfile(src, dst)
    copymode(src, dst)


def copy2(src, dst):
    dst = _target(src, dst)
    copyfile(src, dst)
    copystat(src, dst)


def ignore_patterns(*patterns):
    def ignore(path, names):
        return set([name for name in names for pattern in patterns if fnmatch.fnmatch(name, pattern)])
    return ignore


def copytree(src, dst, symlinks=False, ignore=None):
    names = os.listdir(src)
    ignored = ignore(src, names) if ignore is not None else ()
    os.makedirs(dst)
    for name in names:
        if name in ignored:
            continue
        one, other = os.path.join(src, name), os.path.join(dst, name)
        if symlinks and os.path.islink(one):
            os.symlink(os.readlink(one), other)
        elif os.path.isdir(one):
            copytree(one, other, symlinks, ignore)
        else:
            copy2(one, other)
    copystat(src, dst)


def rmtree(path, ignore_errors=False, onerror=None):
    def attempt(func, path):
        try:
            return func(path)
        except os.error:
            if onerror is not None:
                import sys
                onerror(func, path, sys.exc_info())
            elif not ignore_errors:
                raise
    for name in attempt(os.listdir, path) or ():
        entry = os.path.join(path, name)
        if os.path.isdir(entry) and not os.path.islink(entry):
            rmtree(entry, ignore_errors, onerror)
        else:
            attempt(os.remove, entry)
    attempt(os.rmdir, path)


def move(src, dst):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src.rstrip('/')))
        if os.path.exists(dst):
            raise Error("Destination path '%s' already exists" % dst)
    try:
        os.rename(src, dst)
    except os.error:
        if os.path.isdir(src):
            copytree(src, dst, symlinks=True)
            rmtree(src)
        else:
            copy2(src, dst)
            os.unlink(src)
