"""What recursion that is too deep raises.

    try:
        recurse()
    except StackOverflow:
        check_stack_overflow()

works untranslated too, where it is an ordinary RuntimeError.
"""


# Raised by the stack checks of translated programs, whose fatal message shows the name.
_StackOverflow = type('StackOverflow', (RuntimeError,), {})

StackOverflow = RuntimeError


def check_stack_overflow():
    """Raises the caught exception again if it is some other RuntimeError."""
