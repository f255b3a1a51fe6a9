"""What an interpreter's author tells the tracing JIT.

Without a JIT every hint is the identity, and every decorator only leaves an attribute on the function.
"""
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib.rarithmetic import r_singlefloat
from rpython.rlib.unroll import unrolling_iterable
from rpython.rlib.objectmodel import CDefinedIntSymbolic, specialize


# ---------------------------------------------------------------- function decorators

def elidable(func):
    """Same arguments, same result: calls with constant arguments are folded in traces."""
    if getattr(func, '_jit_unroll_safe_', False):
        raise TypeError("%s cannot be both elidable and unroll_safe" % (func,))
    func._elidable_function_ = True
    return func


def purefunction(*args, **kwargs):
    return elidable(*args, **kwargs)


def elidable_promote(promote_args='all'):
    """`elidable`, with the arguments at these positions (comma separated) promoted first."""
    def decorate(func):
        elidable(func)
        code = func.func_code
        names = code.co_varnames[:code.co_argcount]
        if promote_args == 'all':
            positions = range(len(names))
        else:
            positions = [int(p) for p in promote_args.split(',')]
        lines = ['def f(%s):' % ', '.join(names)]
        for position in positions:
            lines.append('    %s = _promoting(%s, promote=True)' % (names[position], names[position]))
        lines.append('    return _promoted_for(%s)' % ', '.join(names))
        namespace = {'_promoted_for': func, '_promoting': hint}
        exec '\n'.join(lines) + '\n' in namespace
        result = namespace['f']
        result.func_name = func.func_name + '_promote'
        result.func_defaults = func.func_defaults
        result._always_inline_ = True
        return result
    return decorate


def purefunction_promote(promote_args='all'):
    return elidable_promote(promote_args)


def dont_look_inside(func):
    if getattr(func, '_jit_unroll_safe_', False):
        raise TypeError("%s cannot be both dont_look_inside and unroll_safe" % (func,))
    func._jit_look_inside_ = False
    return func


def look_inside(func):
    func._jit_look_inside_ = True
    return func


def unroll_safe(func):
    """Its loops have few iterations: trace through them."""
    if getattr(func, '_elidable_function_', False) or not getattr(func, '_jit_look_inside_', True):
        raise TypeError("%s cannot be unroll_safe, because traces do not look inside it" % (func,))
    func._jit_unroll_safe_ = True
    return func


def loop_invariant(func):
    """A function without arguments whose result stays the same within a loop."""
    dont_look_inside(func)
    func._jit_loop_invariant_ = True
    return func


def not_in_trace(func):
    """Disappears from traces; runs only before they are compiled."""
    func.oopspec = "jit.not_in_trace()"
    return func


def look_inside_iff(predicate):
    """Traced through when `predicate` (called with the same arguments) says so, else called."""
    def inner(func):
        func = unroll_safe(func)
        # How the result is specialized is said of it; what it calls follows each call of it.
        for called in [func, predicate]:
            called._annspecialcase_ = 'specialize:call_location'
        code = func.func_code
        args = ', '.join(code.co_varnames[:code.co_argcount])
        text = '\n'.join([
            'def trampoline(%s):' % args,
            '    return func(%s)' % args,
            'def f(%s):' % args,
            '    if not we_are_jitted() or predicate(%s):' % args,
            '        return func(%s)' % args,
            '    return trampoline(%s)' % args,
            ''])
        namespace = {'func': func, 'predicate': predicate, 'we_are_jitted': we_are_jitted}
        exec text in namespace
        trampoline = namespace['trampoline']
        trampoline.func_name = func.func_name + '_trampoline'
        trampoline._dont_inline_ = True
        trampoline._annspecialcase_ = 'specialize:call_location'
        dont_look_inside(trampoline)
        result = namespace['f']
        result.func_name = func.func_name + '_look_inside_iff'
        result.func_defaults = func.func_defaults
        result._always_inline_ = True
        return result
    return inner


def oopspec(spec):
    def decorate(func):
        func.oopspec = spec
        return func
    return decorate


# ---------------------------------------------------------------- hints on values

@intrinsic('jit.hint')
def hint(x, **kwds):
    """Keywords: promote, promote_string, promote_unicode, access_directly, fresh_virtualizable,
    force_virtualizable, force_no_const."""
    return x


@intrinsic('jit.promote')
def promote(x):
    return x


@intrinsic('jit.promote_string')
def promote_string(x):
    return x


@intrinsic('jit.promote_unicode')
def promote_unicode(x):
    return x


@intrinsic('jit.assert_green')
def assert_green(value):
    pass


@intrinsic('jit.we_are_jitted')
def we_are_jitted():
    return False


_we_are_jitted = CDefinedIntSymbolic('0 /* we are not jitted here */', default=0)


@intrinsic('jit.isconstant')
def isconstant(value):
    """Whether the value is a constant of the trace. Without a JIT: no."""
    return False


@intrinsic('jit.isvirtual')
def isvirtual(value):
    return False


@specialize.call_location()
def loop_unrolling_heuristic(lst, size, cutoff=2):
    """Whether a loop over the list is worth unrolling in a trace."""
    return size == 0 or (isconstant(size) and (isvirtual(lst) or size <= cutoff))


@intrinsic('jit.jit_debug')
def jit_debug(string, arg1=0, arg2=0, arg3=0, arg4=0):
    pass


@intrinsic('jit.current_trace_length')
def current_trace_length():
    """Length of the trace being recorded; -1 when none is."""
    return -1


@intrinsic('jit.record_exact_class')
def record_exact_class(value, cls):
    pass


@intrinsic('jit.record_exact_value')
def record_exact_value(value, const_value):
    """Tells that a value is this constant, which is also what it gives."""
    assert value == const_value
    return const_value


def record_known_result(result, func, *args):
    """Tells that calling the elidable `func` with these arguments gives `result`."""
    pass
record_known_result._intrinsic_ = 'jit.record_known_result'


def conditional_call(condition, function, *args):
    """`if condition: function(*args)`, as one operation in traces."""
    if condition:
        function(*args)
conditional_call._always_inline_ = True
conditional_call._annspecialcase_ = 'specialize:call_location'


def conditional_call_elidable(value, function, *args):
    """`value` unless it is None or 0, else `function(*args)`."""
    if not value:
        value = function(*args)
    return value
conditional_call_elidable._always_inline_ = True
conditional_call_elidable._annspecialcase_ = 'specialize:call_location'


# ---------------------------------------------------------------- virtual references

@intrinsic('jit.virtual_ref')
def virtual_ref(x):
    """A reference to an object that the JIT may keep virtual; see `virtual_ref_finish`."""
    return DirectJitVRef(x)


@intrinsic('jit.virtual_ref_finish')
def virtual_ref_finish(vref, x):
    vref._finish()


@intrinsic('jit.non_virtual_ref')
def non_virtual_ref(x):
    return DirectVRef(x)


class InvalidVirtualRef(Exception):
    """The frame that a virtual reference stood for is gone."""


class DirectVRef(object):
    """A virtual reference while there is no JIT: the object itself."""

    def __init__(self, x):
        self._x = x
        self._state = 'non-forced'

    def __call__(self):
        if self._state == 'non-forced':
            self._state = 'forced'
        elif self._state == 'invalid':
            raise InvalidVirtualRef
        return self._x

    @property
    def virtual(self):
        return self._state == 'non-forced'

    def _finish(self):
        if self._state == 'non-forced':
            self._state = 'invalid'

    def _freeze_(self):
        return self._x is None


class DirectJitVRef(DirectVRef):
    def __init__(self, x):
        assert x is not None
        DirectVRef.__init__(self, x)


vref_None = non_virtual_ref(None)


# ---------------------------------------------------------------- drivers

class AssertGreenFailed(Exception):
    """What `assert_green` says of a value that is not constant while the program is compiled at run time."""


class TraceLimitTooHigh(Exception):
    """The parameter `trace_limit` is larger than traces can be."""


class JitHintError(Exception):
    """A JitDriver is declared or used inconsistently."""


PARAMETER_DOCS = {
    'threshold': 'iterations after which a loop is traced; -1 never',
    'function_threshold': 'calls after which a function is traced from its start; -1 never',
    'trace_eagerness': 'failures of a guard after which a bridge is traced',
    'decay': 'how fast counters fade, from 0 (not) to 1000',
    'trace_limit': 'recorded operations after which tracing gives up',
    'inlining': 'whether calls in the interpreted program are traced through (1) or not (0)',
    'loop_longevity': 'collections that an unused loop survives',
    'retrace_limit': 'times a loop may be traced again to specialize it further',
    'pureop_historylength': 'pure operations remembered for reuse',
    'max_retrace_guards': 'additional guards that tracing again may cost',
    'max_unroll_loops': 'further iterations a loop may be unrolled',
    'disable_unrolling': 'operations beyond which a loop is not unrolled',
    'enable_opts': 'optimizations switched on, separated by colons, or all',
    'max_unroll_recursion': 'levels a recursive function is unrolled',
    'vec': 'whether loops are vectorized',
    'vec_cost': 'cost at which vectorizing a loop is given up; 0 is break-even',
    'vec_all': 'whether loops without the vectorize mark are vectorized too',
}

PARAMETERS = {
    'threshold': 1039,
    'function_threshold': 1619,
    'trace_eagerness': 200,
    'decay': 40,
    'trace_limit': 6000,
    'inlining': 1,
    'loop_longevity': 1000,
    'retrace_limit': 0,
    'pureop_historylength': 16,
    'max_retrace_guards': 15,
    'max_unroll_loops': 0,
    'disable_unrolling': 200,
    'enable_opts': 'all',
    'max_unroll_recursion': 7,
    'vec': 0,
    'vec_all': 0,
    'vec_cost': 0,
}
unroll_parameters = unrolling_iterable(PARAMETERS.items())

ENABLE_ALL_OPTS = 'intbounds:rewrite:virtualize:string:pure:earlyforce:heap:unroll'


def _kind_of(value):
    """Which kind of register holds a value; None where that depends on other values of the variable."""
    if isinstance(value, (int, long, r_singlefloat)):
        return '1:INT'
    if isinstance(value, float):
        return '3:FLOAT'
    if isinstance(value, (list, dict)) or isinstance(value, (str, unicode)) and len(value) != 1:
        return '2:REF'
    if type(value).__module__ == '__builtin__' or hasattr(value, '_freeze_'):
        return None
    return '2:REF' if getattr(value, '_alloc_flavor_', 'gc') == 'gc' else '1:INT'


class JitDriver(object):
    """Describes an interpreter loop.

    `greens` name the variables that identify a place in the interpreted program, `reds` the others
    that live across iterations; `reds='auto'` finds the latter.
    """
    active = True
    virtualizables = []
    name = 'jitdriver'
    inline_jit_merge_point = False
    _store_last_enter_jit = None

    def __init__(self, greens=None, reds=None, virtualizables=None,
                 get_jitcell_at=None, set_jitcell_at=None,
                 get_printable_location=None, confirm_enter_jit=None,
                 can_never_inline=None, should_unroll_one_iteration=None,
                 name='jitdriver', check_untranslated=True, vectorize=False,
                 get_unique_id=None, is_recursive=False, get_location=None):
        if greens is not None:
            self.greens = greens
        self.name = name
        if reds == 'auto':
            self.autoreds = True
            self.reds = []
            self.numreds = None
            assert confirm_enter_jit is None, "reds='auto' and confirm_enter_jit do not go together"
        else:
            if reds is not None:
                self.reds = reds
            self.autoreds = False
            self.numreds = len(self.reds)
        if not hasattr(self, 'greens') or not hasattr(self, 'reds'):
            raise AttributeError("no 'greens' or 'reds' supplied")
        if virtualizables is not None:
            self.virtualizables = virtualizables
        for v in self.virtualizables:
            if v not in self.reds and not self.autoreds:
                raise JitHintError("virtualizable %r is not among the reds" % (v,))
        for name in self.greens:
            if '.' in name:
                raise ValueError("%r is a field; greens are variables" % (name,))
        self._kinds = {}
        self._alllivevars = dict.fromkeys([n for n in list(self.greens) + list(self.reds)
                                           if '.' not in n])
        self.get_printable_location = get_printable_location
        self.get_location = get_location
        self.get_unique_id = get_unique_id
        self.confirm_enter_jit = confirm_enter_jit
        self.can_never_inline = can_never_inline
        self.should_unroll_one_iteration = should_unroll_one_iteration
        self.is_recursive = is_recursive
        self.vec = vectorize
        self.check_untranslated = check_untranslated

    def _freeze_(self):
        return True

    def _check_arguments(self, livevars):
        """Untranslated: the variables are all there, and ordered by kind as far as values of each were seen."""
        assert set(livevars) == set(self._alllivevars), "a JitDriver needs all of its variables"
        if len(self._kinds) == len(livevars):
            return
        for name, value in livevars.items():
            kind = _kind_of(value)
            if kind is not None:
                self._kinds.setdefault(name, kind)
        for color in ('reds', 'greens'):
            kinds = [self._kinds.get(name, '?') for name in getattr(self, color)]
            known = [kind for kind in kinds if kind != '?']
            assert known == sorted(known), (
                "the %s of a JitDriver must be in the order INTs, REFs, FLOATs; got %r" % (color, kinds))

    # A variable of the program may be called `self`.

    def jit_merge_point(_self, **livevars):
        """At the top of the loop, with all greens and reds."""
        if _self.check_untranslated:
            _self._check_arguments(livevars)
            last = _self._store_last_enter_jit
            _self._store_last_enter_jit = None
            if last and last != livevars:
                raise JitHintError("there must be no code between can_enter_jit() and jit_merge_point()")
    jit_merge_point._intrinsic_ = 'jit.jit_merge_point'

    def can_enter_jit(_self, **livevars):
        """Where the interpreted program jumps back."""
        if _self.autoreds:
            raise TypeError("can_enter_jit() does not go together with reds='auto'")
        if _self.check_untranslated:
            _self._check_arguments(livevars)
            _self._store_last_enter_jit = livevars
    can_enter_jit._intrinsic_ = 'jit.can_enter_jit'

    def loop_header(self):
        """Marks that the current iteration is a loop header."""
    loop_header._intrinsic_ = 'jit.loop_header'

    def clone(self):
        """A driver with the same variables, for `inline`."""
        assert self.inline_jit_merge_point
        copy = object.__new__(self.__class__)
        copy.__dict__.update(self.__dict__)
        copy.inline_jit_merge_point = False
        return copy

    def inline(self, call_jit_merge_point):
        """Decorator: the function inlines its caller's merge point."""
        self.inline_jit_merge_point = True

        def decorate(func):
            func._inline_jit_merge_point_ = call_jit_merge_point
            call_jit_merge_point._always_inline_ = True
            return func
        return decorate


@intrinsic('jit.set_param')
def set_param(driver, name, value):
    """Sets a parameter of the JIT (see PARAMETERS); `driver` None stands for all drivers."""


@intrinsic('jit.set_param_to_default')
def set_param_to_default(driver, name):
    pass


@specialize.arg(0)
def set_user_param(driver, text):
    """Parses `name=value,name=value`, `off` or `default`; raises ValueError."""
    if text == 'off':
        set_param(driver, 'threshold', -1)
        set_param(driver, 'function_threshold', -1)
    elif text == 'default':
        for name, _ in unroll_parameters:
            set_param_to_default(driver, name)
    else:
        for part in text.split(','):
            _set_one_param(driver, part.strip(' '))


@specialize.arg(0)
def _set_one_param(driver, text):
    parts = text.split('=')
    if len(parts) != 2:
        raise ValueError
    name, value = parts[0], parts[1]
    if name == 'enable_opts':
        set_param(driver, 'enable_opts', value)
        return
    for known, _ in unroll_parameters:
        if known == name and known != 'enable_opts':
            set_param(driver, known, int(value))
            return
    raise ValueError


class JitHookInterface(object):
    """Callbacks of the JIT's life, to be overridden; see JitPolicy."""

    def are_hooks_enabled(self):
        """Whether the others are to be called."""
        return True

    def on_abort(self, reason, jitdriver, greenkey, greenkey_repr, logops, operations):
        pass

    def after_compile(self, debug_info):
        pass

    def after_compile_bridge(self, debug_info):
        pass

    def before_compile(self, debug_info):
        pass

    def before_compile_bridge(self, debug_info):
        pass

    def on_trace_too_long(self, jitdriver, greenkey, greenkey_repr):
        pass


class Counters(object):
    counters = [
        'TRACING', 'BACKEND', 'OPS', 'HEAPCACHED_OPS', 'RECORDED_OPS', 'GUARDS', 'OPT_OPS',
        'OPT_GUARDS', 'OPT_GUARDS_SHARED', 'OPT_FORCINGS', 'OPT_VECTORIZE_TRY', 'OPT_VECTORIZED',
        'ABORT_TOO_LONG', 'ABORT_BRIDGE', 'ABORT_BAD_LOOP', 'ABORT_ESCAPE', 'ABORT_FORCE_QUASIIMMUT',
        'ABORT_SEGMENTED_TRACE', 'FORCE_VIRTUALIZABLES', 'NVIRTUALS', 'NVHOLES', 'NVREUSED',
        'TOTAL_COMPILED_LOOPS', 'TOTAL_COMPILED_BRIDGES', 'TOTAL_FREED_LOOPS', 'TOTAL_FREED_BRIDGES',
    ]
    counter_names = list(counters)
    ncounters = len(counters)


for _number, _name in enumerate(Counters.counters):
    setattr(Counters, _name, _number)


class AsmInfo(object):
    def __init__(self, ops_offset, asmaddr, asmlen, rawstart=0):
        self.ops_offset = ops_offset
        self.asmaddr = asmaddr
        self.asmlen = asmlen
        self.rawstart = rawstart


class JitPortalMarker(object):
    pass


def jit_callback(name):
    """Decorator of a callback from C that runs its own JIT portal."""
    def decorate(func):
        driver = JitDriver(greens=['name'], reds='auto', name=name)
        func._jit_callback_driver_ = driver
        return func
    return decorate


def enter_portal_frame(unique_id):
    """In interpreters whose portal does not call itself: a function begins."""


def leave_portal_frame():
    """In interpreters whose portal does not call itself: a function ends."""
