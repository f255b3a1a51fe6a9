"""Types that functions declare for their parameters."""
from rpython.annotator.model import AnnotatorError


class SignatureError(AnnotatorError):
    pass


class Sig(object):
    """For `_annenforceargs_`: one type, annotation, function of the annotations of all arguments, or None each."""

    def __init__(self, *argtypes):
        self.argtypes = argtypes
