"""An exception class for each number of an error: `py.error.ENOENT`."""
import errno
import os
import sys


class Error(EnvironmentError):
    def __str__(self):
        return "[%s]: %s" % (self.__class__.__doc__ or self.__class__.__name__,
                             ' '.join([str(arg) for arg in self.args]))


class _Errors(object):
    Error = Error

    def __init__(self):
        self._by_number = {}

    def __getattr__(self, name):
        if name[:1] == '_' or not hasattr(errno, name):
            raise AttributeError(name)
        number = getattr(errno, name)
        cls = type(Error)(name, (Error,), {'__doc__': os.strerror(number), 'errno': number})
        setattr(self, name, cls)
        self._by_number[number] = cls
        return cls

    def checked_call(self, func, *args, **kwargs):
        """Calls a function of the system; what it raises becomes an exception of the number's own class."""
        try:
            return func(*args, **kwargs)
        except EnvironmentError, e:
            name = errno.errorcode.get(e.errno)
            if name is None or isinstance(e, Error):
                raise
            raise getattr(self, name)(e.filename or e.strerror)


sys.modules[__name__] = _Errors()
