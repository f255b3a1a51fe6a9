# A function declares that a parameter is not negative.
from rpython.annotator.model import SomeInteger
from rpython.annotator.signature import Sig


def skip(text, n):
    return text[n:]
skip._annenforceargs_ = Sig(str, SomeInteger(nonneg=True))


def entry_point(argv):
    print skip(argv[0], int(argv[1])) #! error: declares its parameter n, not negative
    return 0


def target(driver, args):
    return entry_point, None
