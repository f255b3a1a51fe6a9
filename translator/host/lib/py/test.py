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


class _Raises(object):
    """What a `with` block must raise; `value` is what it did."""

    def __init__(self, expected):
        self.expected = expected
        self.value = None

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            raise AssertionError("nothing raised %s" % (self.expected,))
        self.value = value
        return issubclass(type, self.expected)


def raises(expected, *args, **kwargs):
    if not args:
        return _Raises(expected)
    func = args[0]
    try:
        func(*args[1:], **kwargs)
    except expected, e:
        return e
    raise AssertionError("%s did not raise %s" % (func, expected))
