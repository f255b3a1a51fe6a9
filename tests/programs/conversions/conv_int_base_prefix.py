# prefixes such as 0x are not accepted by int() with a base
# skip: untranslated (prefixes are refused)
def convert(s, base):
    try:
        return int(s, base)
    except ValueError:
        return -1

def entry_point(argv):
    print convert("0xff", 16), convert("0XFF", 16), convert("0b11", 2), convert("0o10", 8), convert("0x10", 0)
    return 0


def target(driver, args):
    return entry_point, None
