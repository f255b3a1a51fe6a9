# isinstance() with a string as class
# reference: an error about the class

def entry_point(argv):
    print isinstance(len(argv), "int")      #! error: isinstance, class, str
    return 0


def target(driver, args):
    return entry_point, None
