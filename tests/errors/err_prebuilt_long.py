# a constant too large for a word
# reference: seeing a prebuilt long
def entry_point(argv):
    print len(argv) + 9223372036854775808   #! error: 9223372036854775808, long
    return 0


def target(driver, args):
    return entry_point, None
