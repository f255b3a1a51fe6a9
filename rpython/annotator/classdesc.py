"""Classes as policies of programs see and change them while types are inferred (`rpython.annotator.policy`)."""


class InstanceSource(object):
    """A prebuilt instance, as the origin of an attribute's value."""

    def __init__(self, bookkeeper, obj):
        self.bookkeeper = bookkeeper
        self.obj = obj


class ClassDef(object):
    """A class whose instances the program uses."""

    def __init__(self, bookkeeper, cls):
        self.bookkeeper = bookkeeper
        self.classdesc = ClassDesc(bookkeeper, cls, self)

    def add_source_for_attribute(self, attr, source):
        """`source` (the `ClassDesc`, or an `InstanceSource`) has a value for an attribute."""
        instance = source.obj if isinstance(source, InstanceSource) else None
        self.bookkeeper._decide('source', self.classdesc.pyobj, attr, instance)


class ClassDesc(object):
    """A class."""

    def __init__(self, bookkeeper, cls, classdef):
        self.pyobj = cls
        self.name = cls.__name__
        self.classdef = classdef
        self.classdict = _ClassDict(bookkeeper, cls)
        self.immutable_fields = _ImmutableFields(bookkeeper, cls)

    def getuniqueclassdef(self):
        return self.classdef


class _ClassDict(object):
    """What the translator takes for the content of the class: name -> `rpython.flowspace.model.Constant`."""

    def __init__(self, bookkeeper, cls):
        self._bookkeeper = bookkeeper
        self._cls = cls

    def __setitem__(self, attr, constant):
        self._bookkeeper._decide('value', self._cls, attr, constant.value)


class _ImmutableFields(object):
    """Names of attributes that are not changed once they have a value."""

    def __init__(self, bookkeeper, cls):
        self._bookkeeper = bookkeeper
        self._cls = cls

    def add(self, attr):
        self._bookkeeper._decide('immutable', self._cls, attr, None)
