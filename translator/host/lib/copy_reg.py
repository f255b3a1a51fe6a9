"""How instances are pickled: kept for programs that say so, since nothing is pickled here."""

dispatch_table = {}

# Set among the flags of classes that class statements make.
_HEAPTYPE = 1 << 9


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")
