"""How values are represented, as far as entries of `rpython.rtyper.extregistry` can see it."""


class Repr(object):
    """The representation of an argument or of the result of a call."""

    def __init__(self, TYPE):
        self.lowleveltype = TYPE

    def __repr__(self):
        return '<Repr %r>' % (self.lowleveltype,)


def lowleveltype(repr_or_type):
    return getattr(repr_or_type, 'lowleveltype', repr_or_type)


class Recorded(object):
    """A value of the program that `specialize_call` handles: the number of what makes it."""

    def __init__(self, number, TYPE, value=None):
        self.number = number
        self.concretetype = TYPE
        self.value = value


def inputconst(reqtype, value):
    """A constant outside of any operation."""
    return Recorded(-1, lowleveltype(reqtype), value)
