# an attribute assigned a number here and a string there
# reference: UnionError
class Setting(object):
    def __init__(self):
        self.value = 0                      #! note: int

def entry_point(argv):
    s = Setting()
    if len(argv) > 1:
        s.value = argv[1]                   #! error: value, str, int
    print s.value
    return 0


def target(driver, args):
    return entry_point, None
