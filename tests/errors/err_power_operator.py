# the power operator
# reference: a ** b is not RPython
# may-accept: the meaning is clear
def entry_point(argv):
    print (len(argv) + 1) ** 10             #! error: **
    return 0


def target(driver, args):
    return entry_point, None
