"""Names that differ between versions of Python."""
import __builtin__ as builtins

all = all
any = any
BaseException = BaseException
callable = callable
enumerate = enumerate
frozenset = frozenset
GeneratorExit = GeneratorExit
reversed = reversed
set = set
sorted = sorted
text = unicode
bytes = str


def print_(*args, **options):
    import sys
    out = options.get('file')
    if out is None:
        out = sys.stdout
    out.write(options.get('sep', ' ').join([str(arg) for arg in args]) + options.get('end', '\n'))


def exec_(obj, globals=None, locals=None):
    if globals is None:
        globals = {}
    if locals is None:
        locals = globals
    exec obj in globals, locals
