# an object that is to stay where it is and has a finalizer
from rpython.rlib.objectmodel import instantiate


class Handle(object):
    def __del__(self):
        self.closed = True


def entry_point(argv):
    handle = instantiate(Handle, nonmovable=True)       #! error: stay where it is, __del__
    handle.closed = False
    print int(handle.closed)
    return 0


def target(driver, args):
    return entry_point, None
