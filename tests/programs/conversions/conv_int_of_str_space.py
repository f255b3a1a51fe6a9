# only blanks are accepted around the digits
# skip: untranslated (tabs and newlines are refused)
def convert(s):
    try:
        return int(s)
    except ValueError:
        return -1

def entry_point(argv):
    for s in ["\t12\n", "12\n", "\x0b12", "  12", "12  "]:
        print convert(s),
    print
    return 0


def target(driver, args):
    return entry_point, None
