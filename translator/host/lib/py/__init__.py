"""What programs use of the `py` library while they are being imported: paths, pieces of source, messages.

The reference keeps that library beside `rpython`, so a program may import it without installing it.
"""
from py import builtin, code, error, path, process, std, test
from py.log import Producer as _Producer


class _Log(object):
    Producer = _Producer


log = _Log()
