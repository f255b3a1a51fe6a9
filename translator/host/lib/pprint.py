"""Objects as text; the layout is that of repr() with sorted keys."""
import sys


def pformat(object, indent=1, width=80, depth=None):
    if type(object) is dict:
        return '{%s}' % ', '.join(['%s: %s' % (pformat(key), pformat(object[key])) for key in sorted(object)])
    if type(object) is list:
        return '[%s]' % ', '.join(map(pformat, object))
    return repr(object)


def pprint(object, stream=None, indent=1, width=80, depth=None):
    (stream or sys.stdout).write(pformat(object) + '\n')


saferepr = pformat
