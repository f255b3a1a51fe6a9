# functions that return a string or None
def lookup(key):
    if key == "a":
        return "alpha"
    elif key == "b":
        return "beta"
    return None

def entry_point(argv):
    for k in ["a", "b", "c"]:
        v = lookup(k)
        if v is None:
            print k, "missing"
        else:
            print k, v, len(v), v.upper()
    return 0


def target(driver, args):
    return entry_point, None
