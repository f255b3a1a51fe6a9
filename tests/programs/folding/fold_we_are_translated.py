# we_are_translated is a constant in translated programs
# skip: untranslated (it is not translated)
from rpython.rlib.objectmodel import we_are_translated

def slow(n):
    if not we_are_translated():
        return sorted([n])[0]
    return n

def entry_point(argv):
    print slow(len(argv)), we_are_translated()
    return 0


def target(driver, args):
    return entry_point, None
