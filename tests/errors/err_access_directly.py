# check_not_access_directly() of an instance that hint() marked
from rpython.rlib.debug import check_not_access_directly
from rpython.rlib.jit import hint


class Frame(object):
    _virtualizable_ = ['pc']

    def __init__(self, pc):
        self.pc = pc


def entry_point(argv):
    frame = Frame(len(argv))
    check_not_access_directly(frame)
    frame = hint(frame, access_directly=True)
    check_not_access_directly(frame)        #! error: check_not_access_directly, access_directly=True
    return frame.pc


def target(driver, args):
    return entry_point, None
