# A function given to check_annotation() raises.
from rpython.annotator import model
from rpython.rlib.debug import check_annotation


def must_be_text(s, bookkeeper):
    assert isinstance(s, model.SomeString), "text is needed"


def entry_point(argv):
    check_annotation(len(argv), must_be_text) #! error: AssertionError, text is needed
    return 0


def target(driver, args):
    return entry_point, None
