"""Formatting of exceptions and tracebacks."""
import sys

_lines = {}


def _source_line(filename, lineno):
    if filename not in _lines:
        try:
            f = open(filename)
            try:
                _lines[filename] = f.read().splitlines()
            finally:
                f.close()
        except (IOError, OSError):
            _lines[filename] = []
    lines = _lines[filename]
    if 0 < lineno <= len(lines):
        return lines[lineno - 1].strip()
    return None


def _entry(frame, lineno):
    code = frame.f_code
    return code.co_filename, lineno, code.co_name, _source_line(code.co_filename, lineno)


def extract_tb(tb, limit=None):
    result = []
    while tb is not None and (limit is None or len(result) < limit):
        result.append(_entry(tb.tb_frame, tb.tb_lineno))
        tb = tb.tb_next
    return result


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    result = []
    while f is not None and (limit is None or len(result) < limit):
        result.append(_entry(f, f.f_lineno))
        f = f.f_back
    result.reverse()
    return result


def format_list(entries):
    result = []
    for filename, lineno, name, line in entries:
        text = '  File "%s", line %d, in %s\n' % (filename, lineno, name)
        if line:
            text += '    %s\n' % line
        result.append(text)
    return result


def format_tb(tb, limit=None):
    return format_list(extract_tb(tb, limit))


def format_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit))


def _class_name(etype):
    name = getattr(etype, '__name__', None)
    if name is None:
        return str(etype)
    module = getattr(etype, '__module__', None)
    if module in ('exceptions', '__builtin__', '__main__', None):
        return name
    return '%s.%s' % (module, name)


def format_exception_only(etype, value):
    name = _class_name(etype)
    result = []
    if isinstance(etype, type) and issubclass(etype, SyntaxError) and getattr(value, 'lineno', None):
        result.append('  File "%s", line %d\n' % (value.filename or '<string>', value.lineno))
        if value.text is not None:
            result.append('    %s\n' % value.text.strip())
            if value.offset is not None:
                indent = len(value.text) - len(value.text.lstrip())
                result.append('    %s^\n' % (' ' * max(value.offset - 1 - indent, 0)))
        value = value.msg
    try:
        text = str(value)
    except Exception:
        text = '<unprintable %s object>' % type(value).__name__
    if value is None or not text:
        result.append('%s\n' % name)
    else:
        result.append('%s: %s\n' % (name, text))
    return result


def format_exception(etype, value, tb, limit=None):
    result = []
    if tb is not None:
        result.append('Traceback (most recent call last):\n')
        result.extend(format_tb(tb, limit))
    result.extend(format_exception_only(etype, value))
    return result


def format_exc(limit=None):
    return ''.join(format_exception(*(sys.exc_info() + (limit,))))


def _print(lines, file):
    if file is None:
        file = sys.stderr
    for line in lines:
        file.write(line)


def print_list(entries, file=None):
    _print(format_list(entries), file)


def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)


def print_exception(etype, value, tb, limit=None, file=None):
    _print(format_exception(etype, value, tb, limit), file)


def print_exc(limit=None, file=None):
    etype, value, tb = sys.exc_info()
    print_exception(etype, value, tb, limit, file)


def print_stack(f=None, limit=None, file=None):
    if f is None:
        f = sys._getframe().f_back
    _print(format_stack(f, limit), file)


def tb_lineno(tb):
    return tb.tb_lineno
