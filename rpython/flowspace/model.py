"""The parts of flow graphs that policies of programs name (`rpython.annotator.classdesc`)."""


class Constant(object):
    """A value that is known while translating."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return '(%r)' % (self.value,)
