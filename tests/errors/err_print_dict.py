# printing a dict
# reference: AttributeError: OrderedDictRepr instance has no attribute ll_str
def entry_point(argv):
    d = {"a": len(argv)}
    print d                                 #! error: dict, print
    return 0


def target(driver, args):
    return entry_point, None
