# dict() with keyword arguments
# reference: an error about the arguments

def entry_point(argv):
    d = dict(a=len(argv))                   #! error: dict, keyword, 'a'
    return d["a"]


def target(driver, args):
    return entry_point, None
