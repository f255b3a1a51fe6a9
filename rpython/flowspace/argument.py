"""The names of a function's parameters."""


class Signature(object):
    """A sequence of three: names of the positional parameters, that of `*args`, that of `**kwargs` (None without)."""
    _immutable_ = True
    _immutable_fields_ = ['argnames[*]']
    __slots__ = ('argnames', 'varargname', 'kwargname')

    def __init__(self, argnames, varargname=None, kwargname=None):
        self.argnames, self.varargname, self.kwargname = argnames, varargname, kwargname

    def _three(self):
        return (self.argnames, self.varargname, self.kwargname)

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return self._three()[i]

    def __eq__(self, other):
        if isinstance(other, Signature):
            return self._three() == other._three()
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __repr__(self):
        return 'Signature(%r, %r, %r)' % self._three()

    def num_argnames(self):
        return len(self.argnames)

    def find_argname(self, name):
        """Which positional parameter has this name; -1 if none."""
        return self.argnames.index(name) if name in self.argnames else -1

    def has_vararg(self):
        return self.varargname is not None

    def has_kwarg(self):
        return self.kwargname is not None

    def getallvarnames(self):
        return self.argnames + [name for name in (self.varargname, self.kwargname) if name is not None]

    def scope_length(self):
        return len(self.getallvarnames())
