"""Files that keep what was computed once."""
import os


def try_atomic_write(path, data):
    """Writes a file at once, so that others see all of it or nothing. Where that cannot be, there is no file."""
    path = str(path)
    unfinished = '%s~%d' % (path, os.getpid())
    try:
        folder = os.path.dirname(path)
        if folder and not os.path.isdir(folder):
            os.makedirs(folder)
        f = open(unfinished, 'wb')
        try:
            f.write(data)
        finally:
            f.close()
        os.rename(unfinished, path)
    except EnvironmentError:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
