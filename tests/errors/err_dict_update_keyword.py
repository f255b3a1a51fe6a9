# update() with keyword arguments
# reference: the keyword is not accepted

def entry_point(argv):
    d = {"a": len(argv)}
    d.update(b=2)                           #! error: update, keyword, b
    return len(d)


def target(driver, args):
    return entry_point, None
