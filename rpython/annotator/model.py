"""Annotations as Python objects, for functions that compute them while translating (see `ExtRegistryEntry`).

What the translator passes carries its own annotation along, and loses nothing when it is given back.
"""


class AnnotatorError(Exception):
    """A type error that a function of the program found while translating."""

    def __init__(self, msg=None, source=None):
        Exception.__init__(self, msg)
        self.msg = msg
        self.source = source

    def __str__(self):
        return str(self.msg)


class UnionError(AnnotatorError):
    pass


class SomeObject(object):
    """Anything. `const` is there if there is only one value, which is known."""
    knowntype = object

    def is_constant(self):
        return 'const' in self.__dict__

    def is_immutable_constant(self):
        return self.is_constant()

    def can_be_none(self):
        return getattr(self, 'can_be_None', False)

    def nonnoneify(self):
        return self._with_none(False)

    def noneify(self):
        return self._with_none(True)

    def _with_none(self, can_be_None):
        if self.can_be_none() == can_be_None:
            return self
        if '_known' in self.__dict__:
            raise AnnotatorError("%r cannot be changed" % (self,))
        copy = object.__new__(self.__class__)
        copy.__dict__.update(self.__dict__)
        copy.can_be_None = can_be_None
        return copy

    def __repr__(self):
        return '%s()' % (self.__class__.__name__,)


class SomeFloat(SomeObject):
    knowntype = float


class SomeSingleFloat(SomeObject):
    pass


class SomeLongFloat(SomeObject):
    pass


class SomeInteger(SomeFloat):
    def __init__(self, nonneg=False, unsigned=None, knowntype=None):
        from rpython.rlib.rarithmetic import r_uint
        if knowntype is None:
            knowntype = r_uint if unsigned else int
        self.knowntype = knowntype
        self.unsigned = knowntype(-1) > 0
        self.nonneg = nonneg or self.unsigned


class SomeBool(SomeInteger):
    knowntype = bool
    nonneg = True
    unsigned = False

    def __init__(self):
        pass


class SomeStringOrUnicode(SomeObject):
    def __init__(self, can_be_None=False, no_nul=False):
        self.can_be_None = can_be_None
        self.no_nul = no_nul


class SomeString(SomeStringOrUnicode):
    knowntype = str


class SomeUnicodeString(SomeStringOrUnicode):
    knowntype = unicode


class SomeChar(SomeString):
    def __init__(self, no_nul=False):
        SomeString.__init__(self, no_nul=no_nul)


class SomeUnicodeCodePoint(SomeUnicodeString):
    def __init__(self, no_nul=False):
        SomeUnicodeString.__init__(self, no_nul=no_nul)


class SomeByteArray(SomeObject):
    knowntype = bytearray


class SomeTuple(SomeObject):
    knowntype = tuple

    def __init__(self, items):
        self.items = tuple(items)


class SomeNone(SomeObject):
    knowntype = type(None)
    const = None

    def is_constant(self):
        return True

    def can_be_none(self):
        return True


class SomeImpossibleValue(SomeObject):
    pass


class SomeList(SomeObject):
    knowntype = list

    def __init__(self, listdef):
        self.listdef = listdef


class SomeDict(SomeObject):
    knowntype = dict

    def __init__(self, dictdef):
        self.dictdef = dictdef


class SomeOrderedDict(SomeDict):
    pass


class SomeInstance(SomeObject):
    pass


class SomePBC(SomeObject):
    pass


class SomeConstant(SomeObject):
    """What `bookkeeper.immutablevalue(x)` gives."""

    def __init__(self, value):
        self.const = value


class SomeBuiltin(SomeObject):
    """A function of which `analyser` computes the result."""

    def __init__(self, analyser, s_self=None, methodname=None):
        self.analyser = analyser
        self.s_self = s_self
        self.methodname = methodname


s_None = SomeNone()
s_Bool = SomeBool()
s_Int = SomeInteger()
s_ImpossibleValue = SomeImpossibleValue()
s_Str0 = SomeString(no_nul=True)
s_Unicode0 = SomeUnicodeString(no_nul=True)
s_True = SomeConstant(True)
s_False = SomeConstant(False)


def _shown(name, known, attrs):
    """An annotation of the translator."""
    from rpython.rtyper import llannotation
    self = object.__new__(getattr(llannotation, name, None) or globals()[name])
    for attr, value in attrs:
        setattr(self, attr, value)
    self._known = known
    return self


def _shown_list(known, s_item, mutated, resized, immutable):
    from rpython.annotator.listdef import ListDef
    listdef = ListDef(None, s_item, mutated, resized)
    listdef.listitem.immutable = immutable
    return _shown('SomeList', known, [('listdef', listdef)])


def _shown_dict(name, known, s_key, s_value):
    from rpython.annotator.dictdef import DictDef
    return _shown(name, known, [('dictdef', DictDef(None, s_key, s_value))])
