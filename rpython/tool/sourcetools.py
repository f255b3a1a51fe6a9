"""Making functions from functions and from source text."""
import types

# For str.translate: every character that no identifier can have becomes an underscore.
PY_IDENTIFIER = ''.join([c if c.isalnum() or c == '_' else '_' for c in map(chr, range(256))])
PY_IDENTIFIER_MAX = 120


def func_with_new_name(func, newname, globals=None):
    """A copy of a function under another name."""
    if globals is None:
        globals = func.func_globals
    copy = types.FunctionType(func.func_code, globals, newname,
                              func.func_defaults, func.func_closure)
    if func.func_dict:
        copy.func_dict = dict(func.func_dict)
    copy.func_doc = func.func_doc
    return copy


def func_renamer(newname):
    """The decorator form of `func_with_new_name`."""
    def decorate(func):
        return func_with_new_name(func, newname)
    return decorate


def rpython_wrapper(f, template, templateargs=None, **globaldict):
    """A function around `f` from a source template in which {name}, {arguments} and {original} stand
    for its name, its parameters and `f` itself."""
    if templateargs is None:
        templateargs = {}
    code = f.func_code
    arguments = ', '.join(code.co_varnames[:code.co_argcount])
    text = template.format(name=f.func_name, arguments=arguments,
                           original=f.func_name + '_original', **templateargs)
    globaldict[f.func_name + '_original'] = f
    exec compile(text.strip('\n') + '\n', '<wrapper of %s>' % f.func_name, 'exec') in globaldict
    result = globaldict[f.func_name]
    result.func_defaults = f.func_defaults
    result.func_dict.update(f.func_dict)
    return result


def compile2(source, filename=None, mode='exec', flags=0, dont_inherit=0):
    """`compile` for text whose lines share an indentation."""
    return compile(_dedent(source), filename or '<generated>', mode)


def _dedent(source):
    lines = source.split('\n')
    margin = None
    for line in lines:
        stripped = line.lstrip()
        if stripped:
            indent = len(line) - len(stripped)
            if margin is None or indent < margin:
                margin = indent
    if margin:
        lines = [line[margin:] for line in lines]
    return '\n'.join(lines)


class NiceCompile(object):
    def __init__(self, namespace_or_filename):
        if isinstance(namespace_or_filename, str):
            self.filename = namespace_or_filename
        else:
            self.filename = namespace_or_filename.get('__file__', '<generated>')

    def __call__(self, source):
        return compile(_dedent(source), self.filename, 'exec')


def compile_template(source, resultname):
    """Runs the generated source in the caller's globals and returns one name of it."""
    import sys
    globals = dict(sys._getframe(1).f_globals)
    globals.update(sys._getframe(1).f_locals)
    exec compile(_dedent(str(source)), '<generated>', 'exec') in globals
    return globals[resultname]


def has_varargs(func):
    func = getattr(func, 'func_code', func)
    return (func.co_flags & 0x04) != 0


def has_varkeywords(func):
    func = getattr(func, 'func_code', func)
    return (func.co_flags & 0x08) != 0


def valid_identifier(stuff):
    text = ''.join([c if c.isalnum() else '_' for c in str(stuff)])
    if not text or text[0].isdigit():
        text = '_' + text
    return text


def with_unicode_literals(fn=None, **kwds):
    """Makes the string literals of a function unicode."""
    encoding = kwds.pop('encoding', 'ascii')

    def decorate(func):
        code = func.func_code
        consts = tuple([c.decode(encoding) if isinstance(c, str) else c
                        for c in code.co_consts])
        return types.FunctionType(
            types.CodeType(code.co_argcount, code.co_nlocals, code.co_stacksize, code.co_flags,
                           code.co_code, consts, code.co_names, code.co_varnames,
                           code.co_filename, code.co_name, code.co_firstlineno, code.co_lnotab,
                           code.co_freevars, code.co_cellvars),
            func.func_globals, func.func_name, func.func_defaults, func.func_closure)
    if fn is not None:
        return decorate(fn)
    return decorate


def nice_repr_for_func(fn, name=None):
    """`(module:line)name`, for people."""
    line = '?'
    code = getattr(fn, 'func_code', None)
    if code is not None:
        line = code.co_firstlineno
        if name is None:
            name = fn.__name__
    elif name is None:
        name = getattr(fn, '__name__', '?')
    cls = getattr(fn, 'class_', None)
    if cls is not None:
        name = '%s.%s' % (cls.__name__, name)
    return '(%s:%s)%s' % (getattr(fn, '__module__', '?') or '?', line, name)
