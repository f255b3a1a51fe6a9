"""What `os.environ` is in a translated program: the environment of the running process.

The object that a program finds at import time holds the translator's environment; the annotator puts
this one in its place.
"""
from rpython.rlib import rposix


class _Environ(object):

    def _freeze_(self):
        return True

    def get(self, name, default=None):
        value = rposix.getenv(name)
        if value is None:
            return default
        return value

    def __getitem__(self, name):
        return rposix.getenv_checked(name)

    def __setitem__(self, name, value):
        rposix.putenv(name, value)

    def __delitem__(self, name):
        if not rposix.has_env(name):
            raise KeyError
        rposix.unsetenv(name)

    def __contains__(self, name):
        return rposix.has_env(name)

    def __len__(self):
        return len(rposix.envkeys())

    def keys(self):
        return rposix.envkeys()

    def values(self):
        return [value for name, value in rposix.envitems()]

    def items(self):
        return rposix.envitems()

    def __iter__(self):
        return iter(rposix.envkeys())


environ = _Environ()
