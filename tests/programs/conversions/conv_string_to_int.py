# rarithmetic.string_to_int knows prefixes and reports errors
from rpython.rlib.rarithmetic import string_to_int
from rpython.rlib.rstring import ParseStringError, ParseStringOverflowError

def convert(s, base):
    try:
        return string_to_int(s, base)
    except ParseStringOverflowError:
        return -2
    except ParseStringError:
        return -1

def entry_point(argv):
    print convert("0x1F", 0), convert("0b101", 0), convert("0o17", 0), convert("017", 0), convert("17", 0)
    print convert("0x1F", 16), convert(" 42 ", 10), convert("-42", 10), convert("4 2", 10), convert("", 10)
    print convert("123456789012345678901234567890", 10)
    return 0


def target(driver, args):
    return entry_point, None
