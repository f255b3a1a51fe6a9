# a dict with values of different types
# reference: UnionError
def entry_point(argv):
    d = {"name": "x" * len(argv)}           #! note: str
    d["size"] = len(argv)                   #! error: dict, int, str
    print len(d)
    return 0


def target(driver, args):
    return entry_point, None
