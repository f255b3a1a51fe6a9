# string_to_float and float() of strings
# skip: untranslated (run-time floats; float() knows no words)
from rpython.rlib.rfloat import string_to_float

def convert(s):
    try:
        return float(s)
    except ValueError:
        return -999.0

def entry_point(argv):
    for s in ["1.5", " 1.5 ", "1e5", "1E+5", "-.5", "5.", "0", "-0.0", "+7.25", "1e-3", "123456789012345678901234567890"]:
        print convert(s),
    print
    for s in ["", ".", "abc", "1_0", "1.5f", "1,5", "1d5", "0x1p3", "inf", "nan", "--1", "1e", "1 2"]:
        print convert(s),
    print
    print string_to_float("2.5" + "0" * len(argv))
    return 0


def target(driver, args):
    return entry_point, None
