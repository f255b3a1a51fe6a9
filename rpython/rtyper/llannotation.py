"""Annotations of low-level values as Python objects."""
from rpython.annotator import model
from rpython.rtyper.lltypesystem import lltype, llmemory


class SomeAddress(model.SomeObject):
    pass


class SomePtr(model.SomeObject):
    knowntype = lltype._ptr

    def __init__(self, ll_ptrtype):
        if not isinstance(ll_ptrtype, lltype.Ptr):
            raise TypeError("SomePtr() needs a pointer type, not %r" % (ll_ptrtype,))
        self.ll_ptrtype = ll_ptrtype


class SomeLowLevel(model.SomeObject):
    """A value of a low-level type that has no class of its own here."""

    def __init__(self, TYPE):
        self.TYPE = TYPE


def lltype_to_annotation(TYPE):
    if isinstance(TYPE, lltype.Ptr):
        return SomePtr(TYPE)
    if TYPE == lltype.Void:
        return model.s_None
    return SomeLowLevel(TYPE)
