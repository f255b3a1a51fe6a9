# chr of a number that is too large
# options: --checked
# status: 134
# skip: untranslated (an exception there)
# skip: reference (undefined)
def entry_point(argv):
    print chr(len(argv) + 64)
    print chr(len(argv) + 255)  # here
    return 0


def target(driver, args):
    return entry_point, None
