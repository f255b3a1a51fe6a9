"""For files that hold tests beside a program; they run under Python, not here."""


class _Mark(object):
    """Any decorator: `py.test.mark.xfail`, with arguments or without."""

    def __getattr__(self, name):
        if name[:2] == '__':
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]):
            return args[0]
        return lambda func: func


class Skipped(Exception):
    pass


mark = _Mark()


def skip(msg=''):
    raise Skipped(msg)


def importorskip(name):
    try:
        return __import__(name)
    except ImportError, e:
        skip(str(e))


def raises(expected, func, *args, **kwargs):
    try:
        func(*args, **kwargs)
    except expected, e:
        return e
    raise AssertionError("%s did not raise %s" % (func, expected))
