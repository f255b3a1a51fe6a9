# built-in exception classes and their places in the hierarchy
def throw(n):
    if n == 0:
        raise ValueError("a")
    if n == 1:
        raise TypeError("b")
    if n == 2:
        raise KeyError("c")
    if n == 3:
        raise IndexError("d")
    if n == 4:
        raise RuntimeError("e")
    if n == 5:
        raise AttributeError
    if n == 6:
        raise OverflowError
    if n == 7:
        raise ZeroDivisionError
    if n == 8:
        raise StopIteration
    if n == 9:
        raise IOError
    if n == 10:
        raise MemoryError

def kind(n):
    try:
        throw(n)
        return "none"
    except ArithmeticError:
        return "arithmetic"
    except LookupError:
        return "lookup"
    except EnvironmentError:
        return "environment"
    except StandardError:
        return "standard"
    except Exception:
        return "exception"

def entry_point(argv):
    for i in range(12):
        print kind(i),
    print
    return 0


def target(driver, args):
    return entry_point, None
