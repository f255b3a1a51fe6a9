"""What the options of the translation ask for, as constants of the translated program."""
from rpython.rlib.intrinsic import intrinsic


@intrinsic('translation.threads')
def threads():
    """Whether the program is translated with --thread."""
    return False


@intrinsic('translation.continuations')
def continuations():
    """Whether the program is translated with --continuation."""
    return False


@intrinsic('translation.need_threads')
def need_threads():
    """An error of the translation without --thread."""


@intrinsic('translation.need_continuations')
def need_continuations():
    """An error of the translation without --continuation."""
