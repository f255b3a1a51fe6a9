"""Messages with levels, for what happens while a program is being imported."""
import sys

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_NAMES = {CRITICAL: 'CRITICAL', ERROR: 'ERROR', WARNING: 'WARNING', INFO: 'INFO', DEBUG: 'DEBUG', NOTSET: 'NOTSET'}
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"


def getLevelName(level):
    return _NAMES.get(level, 'Level %s' % (level,))


def addLevelName(level, name):
    _NAMES[level] = name


def _number(level):
    if isinstance(level, str):
        for number, name in _NAMES.items():
            if name == level:
                return number
        raise ValueError("Unknown level: %r" % level)
    return level


class LogRecord(object):
    def __init__(self, name, level, msg, args):
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = msg
        self.args = args

    def getMessage(self):
        return str(self.msg) % self.args if self.args else str(self.msg)


class Formatter(object):
    def __init__(self, fmt=None, datefmt=None):
        self._fmt = fmt or '%(message)s'

    def format(self, record):
        values = dict(record.__dict__, message=record.getMessage(), asctime='')
        return self._fmt % values


class Handler(object):
    def __init__(self, level=NOTSET):
        self.level = level
        self.formatter = Formatter()

    def setFormatter(self, formatter):
        self.formatter = formatter

    def setLevel(self, level):
        self.level = _number(level)

    def format(self, record):
        return self.formatter.format(record)

    def handle(self, record):
        if record.levelno >= self.level:
            self.emit(record)

    def emit(self, record):
        raise NotImplementedError

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = stream or sys.stderr

    def emit(self, record):
        self.stream.write(self.format(record) + '\n')


class FileHandler(StreamHandler):
    def __init__(self, filename, mode='a', encoding=None, delay=0):
        StreamHandler.__init__(self, open(filename, mode))

    def close(self):
        self.stream.close()


class NullHandler(Handler):
    def emit(self, record):
        pass


class Logger(object):
    def __init__(self, name, parent=None, level=NOTSET):
        self.name = name
        self.parent = parent
        self.level = level
        self.handlers = []
        self.propagate = 1
        self.disabled = 0

    def setLevel(self, level):
        self.level = _number(level)

    def getEffectiveLevel(self):
        logger = self
        while logger.level == NOTSET and logger.parent is not None:
            logger = logger.parent
        return logger.level

    def isEnabledFor(self, level):
        return level >= self.getEffectiveLevel()

    def addHandler(self, handler):
        if handler not in self.handlers:
            self.handlers.append(handler)

    def removeHandler(self, handler):
        if handler in self.handlers:
            self.handlers.remove(handler)

    def getChild(self, suffix):
        return getLogger(suffix if self is root else self.name + '.' + suffix)

    def log(self, level, msg, *args, **kwargs):
        if self.disabled or not self.isEnabledFor(level):
            return
        record = LogRecord(self.name, level, msg, args)
        logger, handled = self, False
        while logger is not None:
            for handler in logger.handlers:
                handler.handle(record)
                handled = True
            logger = logger.parent if logger.propagate else None
        if not handled:
            sys.stderr.write('No handlers could be found for logger "%s"\n' % self.name)

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args)

    warn = warning

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args)

    exception = error

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args)

    fatal = critical


root = Logger('root', level=WARNING)
_loggers = {}


def getLogger(name=None):
    if not name:
        return root
    if name not in _loggers:
        above = name.rpartition('.')[0]
        _loggers[name] = Logger(name, getLogger(above))
    return _loggers[name]


def basicConfig(**options):
    if not root.handlers:
        if 'filename' in options:
            handler = FileHandler(options['filename'], options.get('filemode', 'a'))
        else:
            handler = StreamHandler(options.get('stream'))
        handler.setFormatter(Formatter(options.get('format', BASIC_FORMAT)))
        root.addHandler(handler)
    if 'level' in options:
        root.setLevel(options['level'])


def _of_root(name):
    def function(msg, *args, **kwargs):
        basicConfig()
        getattr(root, name)(msg, *args, **kwargs)
    function.__name__ = name
    return function


debug, info, warning, error, critical = map(_of_root, ['debug', 'info', 'warning', 'error', 'critical'])
warn, fatal, exception = warning, critical, error


def disable(level):
    root.setLevel(level + 1)


def shutdown():
    pass
