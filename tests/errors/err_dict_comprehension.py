# a dict comprehension
# reference: NotImplementedError: MAP_ADD
# may-accept: the meaning is clear
def entry_point(argv):
    d = {n: n * n for n in [1, 2, len(argv) + 2]}  #! error: dict, comprehension
    print d[3]
    return 0


def target(driver, args):
    return entry_point, None
