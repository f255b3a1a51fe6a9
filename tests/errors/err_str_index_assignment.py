# assigning to a character of a string
# reference: Blocked block
def entry_point(argv):
    s = "hello" * len(argv)
    s[0] = "J"                              #! error: str, assign
    print s
    return 0


def target(driver, args):
    return entry_point, None
