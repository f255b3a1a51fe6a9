# an exception while the module is imported
# reference: Python traceback
TABLE = {"a": 1}
VALUE = TABLE["b"]                          #! error: KeyError

def entry_point(argv):
    return VALUE


def target(driver, args):
    return entry_point, None
