"""`py.std.name` is the standard module of that name."""
import sys


class _Std(object):
    def __getattr__(self, name):
        module = __import__(name)
        setattr(self, name, module)
        return module


sys.modules[__name__] = _Std()
