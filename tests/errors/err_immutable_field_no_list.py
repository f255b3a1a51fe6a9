# A field that `_immutable_fields_` declares as a list is an int.
# reference: TyperError


class Box(object):                          #! error: Box, items, [*], int
    _immutable_fields_ = ['items[*]']

    def __init__(self, n):
        self.items = n


def entry_point(argv):
    box = Box(len(argv))
    print box.items
    return 0


def target(driver, args):
    return entry_point, None
