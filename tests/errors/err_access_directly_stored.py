# What hint(access_directly=True) returns is put into a list, a dict and an object.
from rpython.rlib.jit import hint


class Frame(object):
    _virtualizable_ = ['depth']

    def __init__(self):
        self.depth = 0


class Holder(object):
    pass


def entry_point(argv):
    frame = hint(Frame(), access_directly=True)
    frame.depth = len(argv)
    frames = []
    frames.append(frame)  #! error: access_directly, cannot be stored
    by_depth = {1: Frame()}
    by_depth[2] = frame  #! error: access_directly, cannot be stored
    holder = Holder()
    holder.frame = frame  #! error: access_directly, cannot be stored
    print len(frames), frame.depth
    return 0


def target(driver, args):
    return entry_point, None
