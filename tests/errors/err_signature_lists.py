# Lists and instances that do not fit what a signature declares.
from rpython.rlib import types
from rpython.rlib.signature import signature


class Shape(object):
    pass


@signature(returns=types.array(types.int()))
def fixed():
    return [1, 2]


@signature(returns=types.list(types.char()))
def letters():
    return ['a']


@signature(types.instance(Shape), returns=types.none())
def draw(shape):
    pass


def longer():
    l = fixed()
    l.append(3)  #! error: must never be resized


def wider():
    letters()[0] = 'word'  #! error: signature declares, becomes a str


def without():
    draw(None)  #! error: declares its parameter shape, None


def entry_point(argv):
    longer()
    wider()
    without()
    return 0


def target(driver, args):
    return entry_point, None
