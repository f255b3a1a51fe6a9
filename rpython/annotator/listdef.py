"""What annotations tell about the items and the use of lists."""
from rpython.annotator.model import AnnotatorError, s_ImpossibleValue


class TooLateForChange(AnnotatorError):
    pass


class ListChangeUnallowed(AnnotatorError):
    """A list is used in a way that was ruled out before."""


class ListItem(object):
    """The items, and what happens to the list after it was made."""

    def __init__(self, s_value, mutated=False, resized=False, range_step=None):
        self.s_value = s_value
        self.mutated = mutated
        self.resized = resized
        self.range_step = range_step
        self.immutable = False
        self.must_not_mutate = False
        self.must_not_resize = False

    def mutate(self):
        if self.must_not_mutate:
            raise ListChangeUnallowed("the items of this list are never assigned")
        self.mutated = True

    def resize(self):
        if self.must_not_resize:
            raise ListChangeUnallowed("this list is never resized")
        self.resized = True


class ListDef(object):
    def __init__(self, bookkeeper, s_item=s_ImpossibleValue, mutated=False, resized=False):
        self.bookkeeper = bookkeeper
        self.listitem = ListItem(s_item, mutated, resized)

    def read_item(self, position_key=None):
        return self.listitem.s_value

    def resize(self):
        self.listitem.mutate()
        self.listitem.resize()

    def mutate(self):
        self.listitem.mutate()

    def never_resize(self):
        if self.listitem.resized:
            raise ListChangeUnallowed("list already resized")
        self.listitem.must_not_resize = True

    def never_mutate(self):
        if self.listitem.mutated:
            raise ListChangeUnallowed("list already mutated")
        self.listitem.must_not_mutate = True

    def mark_as_immutable(self):
        self.never_resize()
        if not self.listitem.mutated:
            self.listitem.immutable = True
