# get of a missing number gives None
# reference: UnionError
def entry_point(argv):
    d = {"a": len(argv)}
    x = d.get("b")                          #! error: None, int, default
    print x is None
    return 0


def target(driver, args):
    return entry_point, None
