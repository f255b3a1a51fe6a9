"""The lock that a thread holds while it runs RPython code.

Translated with --thread, the program gives the lock back around every external function that may block (see `releasegil` of
`rffi.llexternal`): the compiler puts `gil_release()` and `gil_acquire()` there.

The lock is a word: free, held, or held while others wait. Taking and giving back a lock that nobody waits for is
one exchange of that word. Who finds it held waits on a condition of the C library's threads.

All that belongs to a thread lies in its record, the token that `gil_release()` gives. While it runs, its stack of roots and
the like are in fixed places instead; `_switch()` exchanges them when another thread has run meanwhile.
"""
from rpython.rlib import features
from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory import raw, stacks
from rpython.memory.gcdata import gcdata
from rpython.memory.raw import (
    NULL, WORD, load_word, store_word, load_address, store_address, free)
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(libraries=['pthread'])


def _external(name, args, result, **kwds):
    """Functions that are short and never call back."""
    return rffi.llexternal(name, args, result, compilation_info=eci, releasegil=False, _nowrapper=True, **kwds)


_ADDRESS = llmemory.Address
_mutex_init = _external('pthread_mutex_init', [_ADDRESS, _ADDRESS], rffi.INT)
_mutex_lock = _external('pthread_mutex_lock', [_ADDRESS], rffi.INT)
_mutex_unlock = _external('pthread_mutex_unlock', [_ADDRESS], rffi.INT)
_cond_init = _external('pthread_cond_init', [_ADDRESS, _ADDRESS], rffi.INT)
_cond_wait = _external('pthread_cond_wait', [_ADDRESS, _ADDRESS], rffi.INT)
_cond_signal = _external('pthread_cond_signal', [_ADDRESS], rffi.INT)
_cond_broadcast = _external('pthread_cond_broadcast', [_ADDRESS], rffi.INT)
_key_create = _external('pthread_key_create', [_ADDRESS, _ADDRESS], rffi.INT)
_getspecific = _external('pthread_getspecific', [rffi.UINT], _ADDRESS)
_setspecific = _external('pthread_setspecific', [rffi.UINT, _ADDRESS], rffi.INT)
_self = _external('pthread_self', [], lltype.Signed)

# More than any C library's mutex or condition has.
OBJECT_BYTES = 128

FREE, HELD, CONTENDED = range(3)

_TRIGGER = lltype.Ptr(lltype.FuncType([], lltype.Void))

GIL = lltype.Struct(
    'gil',
    ('word', lltype.Signed),
    ('ready', lltype.Bool),          # the fields below exist
    ('current', _ADDRESS),           # record of the thread whose state is in the fixed places
    ('running', _ADDRESS),           # record of the thread that holds the lock; NULL if none, or not known yet
    ('mutex', _ADDRESS),             # guards the fields below
    ('changed', _ADDRESS),           # condition: the word has become free
    ('taken', _ADDRESS),             # condition: a thread that waited has got the lock
    ('waiting', lltype.Signed),      # threads that wait
    ('turns', lltype.Signed),        # how often one of them has got it
    ('key', rffi.UINT),              # where a thread finds its record
    ('after_switch', _TRIGGER))      # called when other threads have run

gil = lltype.malloc(GIL, flavor='raw', immortal=True, zero=True)
gil.word = HELD

# A thread's record begins with that of its stack of roots.
T_IDENT = stacks.S_SIZE
T_LOCALS = T_IDENT + WORD            # values of ThreadLocalField, NULL before the first is set
T_REFERENCES = T_LOCALS + WORD       # a range of roots, values of ThreadLocalReference; NULL before the first is set
T_STACK_BYTES = T_REFERENCES + WORD  # size of the machine stack
T_NESTED = T_STACK_BYTES + WORD      # calls of `acquire()` while the thread held the lock, without their `release()`
T_SIZE = T_NESTED + WORD

# What a machine stack has besides the part that stack checks allow.
STACK_RESERVE = 128 * 1024


def _word():
    return llmemory.cast_ptr_to_adr(gil)


@specialize.arg(0)
def _new_object(init):
    place = stacks.block_of_zeros(OBJECT_BYTES)
    init(place, NULL)
    return place


def allocate():
    """Makes the lock ready for a second thread."""
    if not features.threads() or gil.ready:
        return
    gil.mutex = _new_object(_mutex_init)
    gil.changed = _new_object(_cond_init)
    gil.taken = _new_object(_cond_init)
    place = stacks.block_of_zeros(WORD)
    _key_create(place, NULL)
    gil.key = llop.raw_load(rffi.UINT, place, 0)
    free(place)
    gil.running = current()
    gil.ready = True
    _setspecific(gil.key, gil.running)


# ---------------------------------------------------------------- records of threads


def _without_stack_check(function):
    """For what runs while the limit of the machine stack is still, or already, that of another thread."""
    function._dont_insert_stackcheck_ = True
    return function


@_without_stack_check
def _new_record():
    record = stacks.block_of_zeros(T_SIZE)
    store_word(record, T_IDENT, _self())
    return record


@_without_stack_check
def current():
    """The record of the thread that runs."""
    record = gil.current
    if record == NULL:
        record = _new_record()
        gil.current = record
    return record


@_without_stack_check
def _adopt(stack_bytes):
    """A record, with a stack of roots, for a thread that has none. The lock is held."""
    record = _new_record()
    store_word(record, T_STACK_BYTES, stack_bytes)
    if stacks.has_roots():
        nbytes = gcdata.root_stack_limit - gcdata.root_stack_base
        base = raw.allocate(nbytes)
        if base == NULL:
            llop.debug_fatalerror(lltype.Void, "out of memory: no stack of roots for a thread")
        most = llop.stack_bytes(lltype.Signed)
        if stack_bytes > 0 and most > stack_bytes - STACK_RESERVE:
            most = stack_bytes - STACK_RESERVE
        stacks.prepare(record, base, nbytes, llop.stack_current(lltype.Signed) - most)
        stacks.register(record)
    _setspecific(gil.key, record)
    return record


@_without_stack_check
def _switch(record):
    """The state of the running thread becomes that of this one."""
    if stacks.has_roots():
        if gil.current != NULL:
            stacks.suspend(gil.current)
        stacks.resume(record)
    gil.current = record


@_without_stack_check
@dont_inline
def _switch_and_tell(record):
    _switch(record)
    if gil.after_switch:
        gil.running = record
        try:
            gil.after_switch()
        except Exception:
            pass


# ---------------------------------------------------------------- the lock


@_without_stack_check
@dont_inline
def _wait():
    """Takes the lock, which is held by another thread."""
    _mutex_lock(gil.mutex)
    gil.waiting += 1
    while llop.lock_exchange(lltype.Signed, _word(), CONTENDED) != FREE:
        _cond_wait(gil.changed, gil.mutex)
    gil.waiting -= 1
    gil.turns += 1
    _cond_broadcast(gil.taken)
    _mutex_unlock(gil.mutex)


@_without_stack_check
@dont_inline
def _wake():
    """The lock is free: one of those that wait may take it."""
    _mutex_lock(gil.mutex)
    _cond_signal(gil.changed)
    _mutex_unlock(gil.mutex)


@_without_stack_check
@always_inline
def _take():
    if llop.lock_exchange(lltype.Signed, _word(), HELD) != FREE:
        _wait()


@_without_stack_check
@always_inline
def _give():
    gil.running = NULL
    if llop.lock_exchange(lltype.Signed, _word(), FREE) == CONTENDED:
        _wake()


@_without_stack_check
def gil_release():
    """Gives the lock back; the token with which the thread takes it again."""
    record = current()
    _give()
    return record


@_without_stack_check
def gil_acquire(record):
    _take()
    if gil.current != record:
        _switch_and_tell(record)
    gil.running = record


# ---------------------------------------------------------------- for programs


@_without_stack_check
def release():
    """Until `acquire()`, the thread must not touch what the collector manages."""
    if features.threads():
        record = current()
        nested = load_word(record, T_NESTED)
        if nested > 0:
            store_word(record, T_NESTED, nested - 1)
        else:
            _give()


@_without_stack_check
def _acquire(record):
    """For functions that C calls, which cannot know whether C was called with the lock: what they acquire and release
    while the thread holds it changes nothing."""
    if record == gil.running or (not gil.ready and gil.word != FREE):
        store_word(record, T_NESTED, load_word(record, T_NESTED) + 1)
    else:
        gil_acquire(record)


@_without_stack_check
def acquire():
    if features.threads():
        _acquire(_record_of_this_thread())


@_without_stack_check
def _record_of_this_thread():
    if not gil.ready:
        return current()
    return _getspecific(gil.key)


@_without_stack_check
def acquire_maybe_in_new_thread():
    """Like `acquire()`, also for threads that C has started."""
    if features.threads():
        record = _record_of_this_thread()
        if record == NULL:
            enter_thread(0)
        else:
            _acquire(record)


@_without_stack_check
def enter_thread(stack_bytes):
    """The first thing that a new thread does. `stack_bytes`: size of its machine stack, 0 if not known."""
    _take()
    record = _adopt(stack_bytes)
    _switch(record)
    gil.running = record


@_without_stack_check
def leave_thread():
    """The last thing that a thread does."""
    record = gil.current
    if stacks.has_roots():
        free(gcdata.root_stack_base)
    references = load_address(record, T_REFERENCES)
    if references != NULL:
        stacks.unregister(references)
        free(references)
    if load_address(record, T_LOCALS) != NULL:
        free(load_address(record, T_LOCALS))
    free(record)
    _setspecific(gil.key, NULL)
    gil.current = NULL
    _give()


@_without_stack_check
@dont_inline
def yield_thread():
    """Lets another thread run, if one waits for the lock."""
    if features.threads() and gil.word == CONTENDED:
        record = current()
        _mutex_lock(gil.mutex)
        turn = gil.turns
        gil.running = NULL
        llop.lock_exchange(lltype.Signed, _word(), FREE)
        _cond_signal(gil.changed)
        while gil.turns == turn and gil.waiting > 0:
            _cond_wait(gil.taken, gil.mutex)
        _mutex_unlock(gil.mutex)
        gil_acquire(record)


def gil_get_holder():
    """The number of the thread that holds the lock; 0 if none does."""
    if not features.threads():
        return 1
    if not gil.ready:
        return load_word(current(), T_IDENT)
    record = gil.running
    if record == NULL:
        return 0
    return load_word(record, T_IDENT)


def am_I_holding_the_GIL():
    if not features.threads() or not gil.ready:
        return True
    record = _record_of_this_thread()
    return record != NULL and record == gil.running


def forked():
    """In a new process, where this thread is the only one. The lock is held, but nothing is known of the mutex."""
    if features.threads() and gil.ready:
        gil.word = HELD
        gil.waiting = 0
        _mutex_init(gil.mutex, NULL)
        _cond_init(gil.changed, NULL)
        _cond_init(gil.taken, NULL)
        record = current()
        store_word(record, T_IDENT, _self())


@specialize.arg(0)
def invoke_after_thread_switch(callback):
    """From now on `callback()` is called whenever other threads have run; what it raises has nowhere to go."""
    if features.threads():
        gil.after_switch = llhelper(_TRIGGER, callback)
