"""Files that match a pattern."""
import os
import fnmatch


def iglob(pathname):
    head, tail = os.path.split(pathname)
    dirs = [head]
    if head and _has_magic(head):
        dirs = iglob(head)
    for directory in dirs:
        if not _has_magic(tail):
            if os.path.lexists(os.path.join(directory, tail)):
                yield os.path.join(directory, tail)
            continue
        try:
            names = os.listdir(directory or os.curdir)
        except os.error:
            continue
        if not tail.startswith('.'):
            names = [name for name in names if not name.startswith('.')]
        for name in fnmatch.filter(names, tail):
            yield os.path.join(directory, name)


def glob(pathname):
    return list(iglob(pathname))


def _has_magic(text):
    return '*' in text or '?' in text or '[' in text
