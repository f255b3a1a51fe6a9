"""`llop.name(RESULTTYPE, args...)`: a low-level operation written out in RPython code.

`llop` has an attribute for every operation there is; which ones exist is known to the compiler alone.
"""


class _Operation(object):
    """What an untranslated program can do: operations on numbers."""

    binary = {
        'add': lambda a, b: a + b,
        'sub': lambda a, b: a - b,
        'mul': lambda a, b: a * b,
        'and': lambda a, b: a & b,
        'or': lambda a, b: a | b,
        'xor': lambda a, b: a ^ b,
        'lshift': lambda a, b: a << b,
        'rshift': lambda a, b: a >> b,
        'eq': lambda a, b: a == b,
        'ne': lambda a, b: a != b,
        'lt': lambda a, b: a < b,
        'le': lambda a, b: a <= b,
        'gt': lambda a, b: a > b,
        'ge': lambda a, b: a >= b,
        'truediv': lambda a, b: a / b,
        'floordiv': lambda a, b: _truncating_division(a, b),
        'mod': lambda a, b: a - _truncating_division(a, b) * b,
    }
    unary = {
        'neg': lambda a: -a,
        'invert': lambda a: ~a,
        'abs': abs,
        'is_true': bool,
        'not': lambda a: not a,
    }
    harmless = frozenset(['keepalive', 'jit_marker', 'debug_print', 'debug_flush', 'debug_start', 'debug_stop',
                          'gc_writebarrier', 'jit_force_virtualizable', 'jit_force_virtual'])


def _truncating_division(a, b):
    quotient = a // b
    if quotient < 0 and quotient * b != a:
        quotient += 1
    return quotient


def _run(name, RESULTTYPE, args):
    from rpython.rtyper.lltypesystem import lltype, rffi
    if name.startswith(('cast_', 'truncate_', 'force_cast')) and len(args) == 1:
        return rffi.cast(RESULTTYPE, args[0])
    if name in ('same_as', 'hint', 'jit_force_quasi_immutable'):
        return args[0]
    if name in _Operation.harmless:
        return None
    if name == 'likely' or name == 'unlikely':
        return args[0]
    kind, _, operation = name.partition('_')
    if kind in ('int', 'uint', 'llong', 'ullong', 'lllong', 'float', 'char', 'unichar', 'bool', 'ptr', 'adr'):
        if len(args) == 2 and operation in _Operation.binary:
            return _wrapped(RESULTTYPE, _Operation.binary[operation](*args))
        if len(args) == 1 and operation in _Operation.unary:
            return _wrapped(RESULTTYPE, _Operation.unary[operation](*args))
    raise NotImplementedError("llop.%s() works in translated programs only" % (name,))


def _wrapped(RESULTTYPE, value):
    from rpython.rtyper.lltypesystem import lltype
    if isinstance(value, bool) or isinstance(value, float):
        return value
    return lltype.cast_primitive(RESULTTYPE, value)


class LLOp(object):
    def _freeze_(self):
        return True

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)

        def op(RESULTTYPE, *args):
            return _run(name, RESULTTYPE, args)
        op.__name__ = name
        op.func_name = name
        op._intrinsic_ = 'llop.' + name
        setattr(self, name, op)
        return op


llop = LLOp()


def void(*args):
    """Keeps operands alive; there is no result."""
