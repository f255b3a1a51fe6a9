"""Entries by which Python objects explain themselves to the translator."""


class _EntryClass(type):

    def __new__(cls, name, bases, attrs):
        if bases != (object,):
            raise NotImplementedError(
                "class %s: ExtRegistryEntry is not supported: this translator takes no annotations computed in "
                "Python; write the function in RPython, or as an external function with rffi.llexternal" % (name,))
        return type.__new__(cls, name, bases, attrs)


class ExtRegistryEntry(object):
    """Deriving from it says that this is not supported."""
    __metaclass__ = _EntryClass
