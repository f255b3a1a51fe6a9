"""How a library function says that the compiler must understand it itself.

The body is what the function does untranslated; the name is the key of the
compiler's tables.
"""


def intrinsic(name):
    def mark(func):
        func._intrinsic_ = name
        return func
    return mark
