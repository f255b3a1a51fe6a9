"""Single-shot continuations, for programs translated with --continuation.

`StackletThread().new(callback, arg)` runs `callback(h, arg)` on a machine stack of its own; `h` stands for the place that
called `new()`. `switch(h)` goes on there, once; what it returns, there and everywhere, stands for the place
that was left. The callback returns the handle of the place to go on in at its end; there an empty handle arrives.

A handle that nobody has any more frees its machine stack. What lives on a suspended stack lives as long as the handle:
its roots are copied into an array that belongs to the handle. All stacks of a thread use one stack of roots, from its
base on.
"""
from rpython.rlib import features, rgc
from rpython.rlib.objectmodel import dont_inline, specialize, we_are_translated
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory import stacks
from rpython.memory.raw import NULL, WORD, load_address, load_word, store_address, store_word
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo()


def _external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, releasegil=False, _nowrapper=True, **kwds)


_ADDRESS = llmemory.Address
_CALLBACK = lltype.Ptr(lltype.FuncType([], lltype.Void))

# ---------------------------------------------------------------- the platform: memory and contexts

_mmap = _external('mmap', [_ADDRESS, rffi.SIZE_T, rffi.INT, rffi.INT, rffi.INT, rffi.LONG], _ADDRESS)
_munmap = _external('munmap', [_ADDRESS, rffi.SIZE_T], rffi.INT)
_mprotect = _external('mprotect', [_ADDRESS, rffi.SIZE_T, rffi.INT], rffi.INT)
_getcontext = _external('getcontext', [_ADDRESS], rffi.INT)
_makecontext = _external(
    'makecontext', [_ADDRESS, _CALLBACK, rffi.INT], lltype.Void, random_effects_on_gcobjs=False)
# Until they come back, anything may happen.
_setcontext = _external('setcontext', [_ADDRESS], rffi.INT, random_effects_on_gcobjs=True)
_swapcontext = _external('swapcontext', [_ADDRESS, _ADDRESS], rffi.INT, random_effects_on_gcobjs=True)

_READ_WRITE = 3              # PROT_READ | PROT_WRITE
_MAP = 0x4022                # MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
# In a ucontext_t of 64-bit Linux: where the context's stack is, and its size.
_UC_LINK = 8
_UC_STACK = 16
_UC_STACK_SIZE = 32
_CONTEXT_BYTES = 8192        # more than any machine's ucontext_t

_PAGE = 4096
_RESERVE = 128 * 1024        # below what stack checks allow, for functions of C
_DEFAULT_STACK = 768 * 1024

# A place where the program can go on is a record in raw memory, followed by its context.
P_LOWEST = 0                 # limit of its machine stack
P_BLOCK = WORD               # the mapped memory, with the record at its end; NULL for the thread's own stack
P_NEXT = 2 * WORD            # in the list of free ones
P_HEADER = 4 * WORD
P_SIZE = P_HEADER + _CONTEXT_BYTES


class _Pool(object):
    """Machine stacks that are not in use."""

    def __init__(self):
        self.free = NULL
        self.count = 0           # of them
        self.fresh = 0           # mapped since the last collection that was asked for here


_pool = _Pool()
MOST_FREE = 256
FRESH_BEFORE_COLLECTION = 512


def _int(value):
    return rffi.cast(rffi.INT, value)


def _map_stack():
    usable = llop.stack_bytes(lltype.Signed)
    if usable <= 0:
        usable = _DEFAULT_STACK
    size = (_PAGE + _RESERVE + usable + P_SIZE + _PAGE - 1) & ~(_PAGE - 1)
    block = _mmap(NULL, rffi.cast(rffi.SIZE_T, size), _int(_READ_WRITE), _int(_MAP), _int(-1), rffi.cast(rffi.LONG, 0))
    if llmemory.cast_adr_to_int(block) == -1:
        return NULL
    # What overflows in spite of all checks hits this page.
    _mprotect(block, rffi.cast(rffi.SIZE_T, _PAGE), _int(0))
    place = block + (size - P_SIZE)
    store_address(place, P_BLOCK, block)
    store_word(place, P_LOWEST, llmemory.cast_adr_to_int(block) + _PAGE + _RESERVE)
    return place


def _new_place():
    place = _pool.free
    if place != NULL:
        _pool.free = load_address(place, P_NEXT)
        _pool.count -= 1
        return place
    return _map_stack()


def _recycle(place):
    block = load_address(place, P_BLOCK)
    if block == NULL:
        return
    if _pool.count < MOST_FREE:
        store_address(place, P_NEXT, _pool.free)
        _pool.free = place
        _pool.count += 1
    else:
        _munmap(block, rffi.cast(rffi.SIZE_T, (place - block) + P_SIZE))


# ---------------------------------------------------------------- handles

_ROOTS = lltype.GcArray(llmemory.GCREF)
_ITEMS = llmemory.ArrayItemsOffset(_ROOTS)


class StackletDebugError(Exception):
    """A handle was used that is empty, or for the second time."""


# Set before a program is translated, this makes such a use raise StackletDebugError; otherwise it ends the program.
DEBUG = False


class Handle(object):
    """A place where the program can go on."""

    def __init__(self, place):
        self.place = place
        self.roots = lltype.nullptr(_ROOTS)

    def __del__(self):
        if self.place != NULL:
            _recycle(self.place)


@dont_inline
def _copy_roots():
    """The stack of roots, as it is when this is called."""
    count = stacks.count_roots()
    roots = lltype.malloc(_ROOTS, count)
    stacks.copy_out(llmemory.cast_ptr_to_adr(roots) + _ITEMS, count)
    return roots


@dont_inline
def _restore_roots(handle):
    """The reverse, for the place where the program goes on now. Nothing collects here."""
    roots = handle.roots
    stacks.copy_in(llmemory.cast_ptr_to_adr(roots) + _ITEMS, len(roots))


class _Current(object):
    """The thread whose stacklets are being switched. Set before, and read behind, every switch."""

    def __init__(self):
        self.thread = None


_current = _Current()


class StackletThread(object):
    """The stacklets of one thread."""

    def __init__(self, _config=None):
        if not we_are_translated():
            raise NotImplementedError("stacklets work in translated programs only")
        self.running = stacks.block_of_zeros(P_SIZE)    # the place where the program is
        self.empty = Handle(NULL)
        self.arrived = self.empty        # what the place that goes on gets
        self.resumed = self.empty        # its handle until now
        self.finished = NULL             # a place that was left for good
        self.argument = NULL             # of the callback of a new stacklet
        self.callback = lltype.nullptr(_CALLBACK.TO)
        self.result = self.empty         # what a callback has returned

    def new(self, callback, arg=NULL):
        """Runs `callback(h, arg)` on a new stack; returns when that, or a place it leads to, switches here."""
        features.need_continuations()
        self._start(llhelper(_CALLBACK, _runner(callback)), arg)
        return self.arrived
    new._annspecialcase_ = 'specialize:arg(1)'

    def switch(self, handle):
        """Goes on at the handle's place, which must not be used again; returns when some place switches here."""
        if DEBUG and (handle is None or handle.place == NULL):
            raise StackletDebugError("an empty handle, or one that was used before")
        self._leave(handle)
        return self.arrived

    def destroy(self, handle):
        """Gives up the handle's place."""
        place = handle.place
        handle.place = NULL
        handle.roots = lltype.nullptr(_ROOTS)
        if place != NULL:
            _recycle(place)

    def is_empty_handle(self, handle):
        """Whether it arrived from a stacklet that has ended."""
        return handle is self.empty

    def get_null_handle(self):
        """No handle at all."""
        return None

    def _freeze_(self):
        raise Exception("StackletThread instances must not be seen during translation")

    # ------------------------------------------------------------ inside
    #
    # What a function needs after a switch must be on the stack of roots when that is copied. So the functions below
    # `_leave` and `_start` keep nothing managed across one.

    @dont_inline
    def _start(self, callback, arg):
        place = _place_for_new_stacklet()
        if place == NULL:
            raise MemoryError
        self.callback = callback
        self.argument = arg
        self._suspend()
        self._jump(place)

    @dont_inline
    def _leave(self, handle):
        place = self._take(handle)
        self._suspend()
        self._jump(place)

    def _take(self, handle):
        """The handle's place; from now on it has none."""
        if handle is None or handle.place == NULL:
            llop.debug_fatalerror(lltype.Void, "the handle of a stacklet is empty, or was used before")
        place = handle.place
        handle.place = NULL
        self.resumed = handle
        return place

    @dont_inline
    def _suspend(self):
        """Makes the handle of the place that is left."""
        roots = _copy_roots()
        handle = Handle(self.running)
        handle.roots = roots
        self.arrived = handle

    @dont_inline
    def _jump(self, place):
        """Goes on at the place; comes back when that is done here."""
        here = self.running
        self.running = place
        _current.thread = self
        _exchange(here, place)
        _arrive()

    def _finish(self):
        """The end of a stacklet: goes on at the place of its result."""
        place = self._take(self.result)
        self.result = self.empty
        self.arrived = self.empty
        self.finished = self.running
        self.running = place
        _current.thread = self
        _leave_for_good(place)


def _place_for_new_stacklet():
    if _pool.free == NULL:
        if _pool.fresh >= FRESH_BEFORE_COLLECTION:
            # Handles that nobody has any more may free theirs.
            _pool.fresh = 0
            rgc.collect()
        _pool.fresh += 1
    place = _new_place()
    if place != NULL:
        context = place + P_HEADER
        block = load_address(place, P_BLOCK)
        _getcontext(context)
        store_address(context, _UC_LINK, NULL)
        store_address(context, _UC_STACK, block + _PAGE)
        store_word(context, _UC_STACK_SIZE, (place - block) - _PAGE)
        _makecontext(context, llhelper(_CALLBACK, _stacklet_main), _int(0))
    return place


@dont_inline
def _exchange(here, place):
    stacks.change_stack(here + P_LOWEST, place + P_LOWEST)
    _swapcontext(here + P_HEADER, place + P_HEADER)


@dont_inline
def _leave_for_good(place):
    stacks.change_stack(NULL, place + P_LOWEST)
    _setcontext(place + P_HEADER)


def _arrive():
    """The first thing that a place does which goes on."""
    _restore_roots(_current.thread.resumed)
    _tidy_up(_current.thread)


@dont_inline
def _tidy_up(thread):
    # Whoever still has the handle should not keep these objects alive.
    thread.resumed.roots = lltype.nullptr(_ROOTS)
    thread.resumed = thread.empty
    place = thread.finished
    if place != NULL:
        thread.finished = NULL
        _recycle(place)


def _stacklet_main():
    """The first function on a new machine stack. It never returns."""
    _run_callback(_current.thread)
    _current.thread._finish()


@dont_inline
def _run_callback(thread):
    thread.callback()


@specialize.memo()
def _runner(callback):
    def run():
        thread = _current.thread
        try:
            result = callback(thread.arrived, thread.argument)
        except Exception as e:
            llop.debug_print_traceback(lltype.Void)
            llop.debug_fatalerror(lltype.Void, "an exception came out of the callback of a stacklet")
            result = thread.empty
        _current.thread.result = result
    return run
