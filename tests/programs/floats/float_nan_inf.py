# division by zero gives infinity or nan; comparisons with nan are false
# skip: untranslated (float division by zero does not raise)
def div(a, b):
    return a / b

def test(c):
    if c:
        return "T"
    return "F"

def entry_point(argv):
    inf = div(1.0, 0.0)
    print inf, div(-1.0, 0.0)
    nan = inf - inf
    print test(nan == nan), test(nan != nan), test(nan < 1.0), test(nan > 1.0), test(nan)
    print test(inf > 1e308), test(-inf < 0.0), test(inf == inf)
    try:
        print div(2.0, 0.0)
    except ZeroDivisionError:
        print "raised"
    return 0


def target(driver, args):
    return entry_point, None
