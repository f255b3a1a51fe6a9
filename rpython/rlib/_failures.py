"""What code becomes that cannot be translated, and need not be unless the program reaches it."""
from rpython.rlib.intrinsic import intrinsic


@intrinsic('failures.import_failed')
def import_failed(code, message):
    raise ImportError(message)
