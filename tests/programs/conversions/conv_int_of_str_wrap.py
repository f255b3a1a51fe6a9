# digits beyond a word wrap around
# skip: untranslated (wraps around)
# skip: js (64-bit words)
def convert(s):
    try:
        return int(s)
    except ValueError:
        return -1

def entry_point(argv):
    for s in ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616",
              "99999999999999999999999"]:
        print convert(s)
    return 0


def target(driver, args):
    return entry_point, None
