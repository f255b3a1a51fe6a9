# a variable that holds a number or a string where the paths meet
# reference: UnionError
def entry_point(argv):
    if len(argv) > 1:
        x = 5                               #! note: int
    else:
        x = "five"                          #! note: str
    print x                                 #! error: int, str
    return 0


def target(driver, args):
    return entry_point, None
