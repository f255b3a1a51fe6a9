# decorators run at import time
CALLS = []

def traced(f):
    CALLS.append(f.__name__)
    def wrapper(x):
        return f(x) + 1
    return wrapper

def scaled(k):
    def deco(f):
        def wrapper(x):
            return f(x) * k
        return wrapper
    return deco

@traced
def square(x):
    return x * x

@scaled(10)
@traced
def ident(x):
    return x

def entry_point(argv):
    print square(4 * len(argv)), ident(5), ",".join(CALLS)
    return 0


def target(driver, args):
    return entry_point, None
