# printing the traceback of an exception that was caught
# skip: untranslated (works in translated programs only)
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lloperation import llop

def inner(n):
    if n < 5:
        raise ValueError("small")
    return n

def outer(n):
    return inner(n) + 1

def entry_point(argv):
    try:
        print outer(len(argv))
    except ValueError:
        llop.debug_print_traceback(lltype.Void)
        print "caught"
    return 0


def target(driver, args):
    return entry_point, None
