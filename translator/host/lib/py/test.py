"""For files that hold tests beside a program: what they use of `py.test` works, but nothing here runs the tests."""
import sys


class Skipped(Exception):
    pass


class Failed(Exception):
    pass


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


mark = fixture = _Mark()


def skip(msg=''):
    raise Skipped(msg)


def fail(msg=''):
    raise Failed(msg)


def importorskip(name):
    try:
        return __import__(name, None, None, ['*'])
    except ImportError, e:
        skip(str(e))


class ExceptionInfo(object):
    """The exception that `raises` has seen."""
    type = value = None

    def match(self, pattern):
        import re
        if not re.search(pattern, str(self.value)):
            raise AssertionError("%r does not match %r" % (pattern, str(self.value)))
        return True

    def exconly(self, tryshort=False):
        return "%s: %s" % (self.type.__name__, self.value)


class _Raises(object):
    def __init__(self, expected):
        self.expected = expected
        self.info = ExceptionInfo()

    def __enter__(self):
        return self.info

    def __exit__(self, cls, value, traceback):
        if cls is None:
            raise Failed("DID NOT RAISE %s" % (self.expected,))
        self.info.type, self.info.value = cls, value
        return issubclass(cls, self.expected)


def raises(expected, *args, **kwargs):
    """Calls a function, or runs source text where it is called from, and gives what that raised. Without either, for a
    `with` statement."""
    context = _Raises(expected)
    if not args:
        return context
    with context:
        if isinstance(args[0], str):
            frame = sys._getframe(1)
            names = dict(frame.f_globals)
            names.update(frame.f_locals)
            exec args[0] in names
        else:
            args[0](*args[1:], **kwargs)
    return context.info
