# OSError and IOError made with one, two and three arguments
# skip: untranslated (without a number, errno is None there)
def make(n):
    if n == 0:
        raise IOError("only a message")
    if n == 1:
        raise OSError(n, "with a number")
    if n == 2:
        raise OSError(n, "with a name", "file")
    if n == 3:
        raise OSError
    raise EnvironmentError(n, "of the base", "other")


def text(s):
    if s is None:
        return 'None'
    return s


def entry_point(argv):
    for n in range(4 + len(argv)):
        try:
            make(n)
        except IOError as e:
            print 'IOError', e.errno, text(e.strerror), text(e.filename)
        except OSError as e:
            print 'OSError', e.errno, text(e.strerror), text(e.filename)
        except EnvironmentError as e:
            print 'EnvironmentError', e.errno, text(e.strerror), text(e.filename)
    return 0


def target(driver, args):
    return entry_point, None
