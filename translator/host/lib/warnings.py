"""Warnings: shown on standard error, once for each text."""
import sys

filters = []
_shown = {}


def showwarning(message, category, filename, lineno, file=None, line=None):
    (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))


def formatwarning(message, category, filename, lineno, line=None):
    return '%s:%s: %s: %s\n' % (filename, lineno, category.__name__, message)


def warn(message, category=None, stacklevel=1):
    if isinstance(message, Warning):
        category = message.__class__
    category = category or UserWarning
    if issubclass(category, (DeprecationWarning, PendingDeprecationWarning, ImportWarning)) and not filters:
        return
    for action, wanted in filters:
        if issubclass(category, wanted):
            if action == 'error':
                raise message if isinstance(message, Warning) else category(message)
            if action == 'ignore':
                return
            break
    key = (str(message), category)
    if key not in _shown:
        _shown[key] = True
        showwarning(message, category, '<program>', 0)


def warn_explicit(message, category, filename, lineno, module=None, registry=None):
    showwarning(message, category, filename, lineno)


def simplefilter(action, category=Warning, lineno=0, append=0):
    filters.insert(len(filters) if append else 0, (action, category))


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=0):
    simplefilter(action, category, lineno, append)


def resetwarnings():
    del filters[:]


class catch_warnings(object):
    def __init__(self, record=False, module=None):
        self._record = record

    def __enter__(self):
        self._saved = filters[:], globals()['showwarning']
        if self._record:
            log = []

            def record(message, category, filename, lineno, file=None, line=None):
                log.append(message)
            globals()['showwarning'] = record
            return log

    def __exit__(self, *exc_info):
        filters[:], globals()['showwarning'] = self._saved
