"""Files in memory, of byte strings."""
from StringIO import StringIO as _StringIO


def StringIO(s=None):
    if s is None:
        return _StringIO()
    return _StringIO(str(s))


InputType = OutputType = _StringIO
