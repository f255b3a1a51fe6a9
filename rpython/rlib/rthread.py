"""Threads, locks, and what belongs to one thread alone.

Threads are there in programs that are translated with --thread. In others a lock is a flag, and waiting for one that is held is
an error: only the waiting thread could release it.
"""
from rpython.rlib import features, rgc, rgil, rposix
from rpython.rlib.objectmodel import not_rpython, specialize, we_are_translated
from rpython.rtyper.annlowlevel import llhelper, cast_gcref_to_instance, cast_instance_to_gcref
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.memory import stacks
from rpython.memory.raw import NULL, WORD, load_address, load_word, store_address, store_word
from rpython.translator.tool.cbuild import ExternalCompilationInfo


class RThreadError(Exception):
    """A lock is used wrongly, or a thread cannot be started."""


error = RThreadError

RPY_LOCK_FAILURE, RPY_LOCK_ACQUIRED, RPY_LOCK_INTR = range(3)

eci = ExternalCompilationInfo(libraries=['pthread'])


def _external(name, args, result, **kwds):
    kwds.setdefault('releasegil', False)
    return rffi.llexternal(name, args, result, compilation_info=eci, _nowrapper=True, **kwds)


# ---------------------------------------------------------------- starting threads

CALLBACK = lltype.Ptr(lltype.FuncType([], lltype.Void))
_CALLBACKS = rffi.CArrayPtr(CALLBACK)
_START = lltype.Ptr(lltype.FuncType([llmemory.Address], llmemory.Address))

_create = _external(
    'pthread_create', [llmemory.Address, llmemory.Address, _START, llmemory.Address], rffi.INT,
    random_effects_on_gcobjs=False)
_attr_init = _external('pthread_attr_init', [llmemory.Address], rffi.INT)
_attr_destroy = _external('pthread_attr_destroy', [llmemory.Address], rffi.INT)
_attr_setdetachstate = _external('pthread_attr_setdetachstate', [llmemory.Address, rffi.INT], rffi.INT)
_attr_setstacksize = _external('pthread_attr_setstacksize', [llmemory.Address, rffi.SIZE_T], rffi.INT)
_attr_getstacksize = _external('pthread_attr_getstacksize', [llmemory.Address, llmemory.Address], rffi.INT)
_kill = _external('pthread_kill', [lltype.Signed, rffi.INT], rffi.INT)

_DETACHED = 1                # PTHREAD_CREATE_DETACHED
MIN_STACK = 256 * 1024       # a thread needs room for the C library besides its own frames


class _Settings(object):
    def __init__(self):
        self.stack_size = 0


_settings = _Settings()


def get_stacksize():
    """Bytes of the machine stacks of new threads; 0 for what the system gives."""
    return _settings.stack_size


def set_stacksize(nbytes):
    """0 if that worked, -1 for a size that is too small."""
    if nbytes != 0 and nbytes < MIN_STACK:
        return -1
    _settings.stack_size = nbytes
    return 0


@specialize.memo()
def _guarded(func):
    name = getattr(func, '__name__', '?')

    def run():
        try:
            func()
        except Exception as e:
            import os
            os.write(2, "Warning: uncaught exception in callback: %s %s\n" % (name, str(e)))
    return run


def _thread_main(argument):
    """C calls this in the new thread. Nothing managed may be in its own hands: it starts and ends without the lock."""
    start = rffi.cast(_START_BLOCK, argument)
    callback = start.callback
    stack_bytes = start.stack_bytes
    lltype.free(start, flavor='raw', track_allocation=False)
    rgil.enter_thread(stack_bytes)
    callback()
    rgil.leave_thread()
    return NULL


_thread_main._dont_inline_ = True
_thread_main._dont_insert_stackcheck_ = True

_START_BLOCK = lltype.Ptr(lltype.Struct('thread_start', ('callback', CALLBACK), ('stack_bytes', lltype.Signed)))


def _start(callback):
    """The number of the new thread; 0 if there can be none."""
    place = stacks.block_of_zeros(rgil.OBJECT_BYTES)
    attributes = place + WORD
    _attr_init(attributes)
    _attr_setdetachstate(attributes, rffi.cast(rffi.INT, _DETACHED))
    ok = True
    if _settings.stack_size:
        failed = _attr_setstacksize(attributes, rffi.cast(rffi.SIZE_T, _settings.stack_size))
        ok = rffi.cast(lltype.Signed, failed) == 0
    start = lltype.malloc(_START_BLOCK.TO, flavor='raw', track_allocation=False)
    start.callback = callback
    start.stack_bytes = _settings.stack_size
    ident = 0
    if ok:
        argument = llmemory.cast_ptr_to_adr(start)
        failed = _create(place, attributes, llhelper(_START, _thread_main), argument)
        ok = rffi.cast(lltype.Signed, failed) == 0
        if ok:
            ident = load_word(place, 0)
    if not ok:
        lltype.free(start, flavor='raw', track_allocation=False)
    _attr_destroy(attributes)
    stacks.free_block(place)
    return ident


@specialize.arg(0)
def ll_start_new_thread(func):
    """Starts a thread that calls `func()`; its number."""
    if not we_are_translated():
        raise error("threads work in translated programs only")
    features.need_threads()
    rgil.allocate()
    ident = _start(llhelper(CALLBACK, _guarded(func)))
    if ident == 0:
        raise error("can't start new thread")
    return ident


@specialize.arg(0)
def start_new_thread(x, y):
    """Starts a thread that calls `x()`. It takes no arguments: `y` is empty."""
    assert len(y) == 0
    return ll_start_new_thread(x)


def get_ident():
    """The number of the current thread."""
    if features.threads():
        return load_word(rgil.current(), rgil.T_IDENT)
    return 1


get_or_make_ident = get_ident


def pthread_kill(ident, signum):
    """Sends a signal to one thread; an error number or 0."""
    return rffi.cast(lltype.Signed, _kill(ident, rffi.cast(rffi.INT, signum)))


def gc_thread_prepare():
    """Nothing has to be done before a thread is started."""


def gc_thread_run():
    """Nor after the lock was taken."""


def gc_thread_start():
    """Nor at the start of a thread."""


def gc_thread_die():
    """Nor at its end."""


def gc_thread_before_fork():
    return NULL


def gc_thread_after_fork(result_of_fork, opaque):
    """To be called after fork(): in the new process there is one thread."""
    if result_of_fork == 0:
        rgil.forked()


def thread_after_fork():
    rgil.forked()


# ---------------------------------------------------------------- locks

TLOCKP = rffi.CArrayPtr(lltype.Char)
TLOCKP_SIZE = rgil.OBJECT_BYTES
null_ll_lock = lltype.nullptr(TLOCKP.TO)

# A lock is a semaphore of the C library whose value is 1 while nobody holds it.
_sem_init = _external('sem_init', [TLOCKP, rffi.INT, rffi.UINT], rffi.INT)
_sem_destroy = _external('sem_destroy', [TLOCKP], rffi.INT)
_sem_post = _external('sem_post', [TLOCKP], rffi.INT)
_sem_trywait = _external('sem_trywait', [TLOCKP], rffi.INT)
_sem_getvalue = _external('sem_getvalue', [TLOCKP, rffi.INTP], rffi.INT)
_sem_wait = _external('sem_wait', [TLOCKP], rffi.INT, releasegil=True, save_err=rffi.RFFI_SAVE_ERRNO)
_sem_timedwait = _external(
    'sem_timedwait', [TLOCKP, rffi.SIGNEDP], rffi.INT, releasegil=True, save_err=rffi.RFFI_SAVE_ERRNO)
_clock_gettime = _external('clock_gettime', [rffi.INT, rffi.SIGNEDP], rffi.INT)

_EINTR = 4
_REALTIME = 0                # the clock of sem_timedwait
MAX_SECONDS = 1 << 40


def _failed(result):
    return rffi.cast(lltype.Signed, result) != 0


def allocate_ll_lock():
    ll_lock = lltype.malloc(TLOCKP.TO, TLOCKP_SIZE, flavor='raw', track_allocation=False)
    if _failed(_sem_init(ll_lock, rffi.cast(rffi.INT, 0), rffi.cast(rffi.UINT, 1))):
        lltype.free(ll_lock, flavor='raw', track_allocation=False)
        raise error("out of resources")
    return ll_lock


def free_ll_lock(ll_lock):
    _sem_destroy(ll_lock)
    lltype.free(ll_lock, flavor='raw', track_allocation=False)


def acquire_NOAUTO(ll_lock, flag):
    """Keeps the lock of all threads meanwhile; to be used where the holder does not need that."""
    if flag:
        while _failed(_sem_trywait(ll_lock)):
            pass
        return True
    return not _failed(_sem_trywait(ll_lock))


def release_NOAUTO(ll_lock):
    _sem_post(ll_lock)


def _wait(ll_lock):
    """Until the lock is taken; a signal in between is RPY_LOCK_INTR."""
    if not _failed(_sem_wait(ll_lock)):
        return RPY_LOCK_ACQUIRED
    if rposix.get_saved_errno() == _EINTR:
        return RPY_LOCK_INTR
    return RPY_LOCK_FAILURE


def _wait_until(ll_lock, seconds, microseconds):
    """The same, so long at most."""
    if seconds > MAX_SECONDS:
        seconds = MAX_SECONDS
    deadline = lltype.malloc(rffi.SIGNEDP.TO, 2, flavor='raw')
    _clock_gettime(rffi.cast(rffi.INT, _REALTIME), deadline)
    nanoseconds = deadline[1] + microseconds * 1000
    deadline[0] = deadline[0] + seconds + nanoseconds // 1000000000
    deadline[1] = nanoseconds % 1000000000
    failed = _failed(_sem_timedwait(ll_lock, deadline))
    lltype.free(deadline, flavor='raw')
    if not failed:
        return RPY_LOCK_ACQUIRED
    if rposix.get_saved_errno() == _EINTR:
        return RPY_LOCK_INTR
    return RPY_LOCK_FAILURE


def _is_held(ll_lock):
    value = lltype.malloc(rffi.INTP.TO, 1, flavor='raw')
    _sem_getvalue(ll_lock, value)
    result = rffi.cast(lltype.Signed, value[0])
    lltype.free(value, flavor='raw')
    return result <= 0


class Lock(object):
    """Held or not; any thread may release it."""
    _immutable_fields_ = ['_lock']

    def __init__(self, ll_lock):
        self._lock = ll_lock
        self._held = False

    def acquire(self, flag):
        """Takes the lock; whether that worked. It fails if the lock is held and `flag` says not to wait."""
        if features.threads():
            if not _failed(_sem_trywait(self._lock)):
                return True
            if not flag:
                return False
            result = _wait(self._lock)
            while result == RPY_LOCK_INTR:
                result = _wait(self._lock)
            if result != RPY_LOCK_ACQUIRED:
                raise error("a lock cannot be waited for")
            return True
        if self._held:
            if flag:
                raise error("deadlock: the only thread waits for itself")
            return False
        self._held = True
        return True

    def acquire_timed(self, timeout):
        """The same, waiting at most so many microseconds (-1: for ever)."""
        if features.threads():
            if not _failed(_sem_trywait(self._lock)):
                return RPY_LOCK_ACQUIRED
            if timeout == 0:
                return RPY_LOCK_FAILURE
            if timeout < 0:
                return _wait(self._lock)
            return _wait_until(self._lock, timeout // 1000000, timeout % 1000000)
        if self._held:
            if timeout < 0:
                raise error("deadlock: the only thread waits for itself")
            return RPY_LOCK_FAILURE
        self._held = True
        return RPY_LOCK_ACQUIRED

    def is_acquired(self):
        if features.threads():
            return _is_held(self._lock)
        return self._held

    def release(self):
        if features.threads():
            if not _is_held(self._lock):
                raise error("the lock was not previously acquired")
            _sem_post(self._lock)
            return
        if not self._held:
            raise error("the lock was not previously acquired")
        self._held = False

    def __enter__(self):
        self.acquire(True)

    def __exit__(self, *args):
        self.release()


class _SystemLock(Lock):
    """A lock that the C library keeps."""

    def __del__(self):
        free_ll_lock(self._lock)


def allocate_lock():
    if features.threads():
        lock = _SystemLock(allocate_ll_lock())
        rgc.add_memory_pressure(TLOCKP_SIZE, lock)
        return lock
    return Lock(null_ll_lock)


class DummyLock(object):
    """A lock that everybody gets."""

    def acquire(self, flag):
        return True

    def is_acquired(self):
        return False

    def release(self):
        pass

    def _freeze_(self):
        return True

    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


dummy_lock = DummyLock()


# ---------------------------------------------------------------- what belongs to one thread


class _Registry(object):
    """How many fields and references the program has; threads get room for all of them at once."""

    def __init__(self):
        self.fields = 0
        self.references = 0


_registry = _Registry()


def _locals_of_thread():
    record = rgil.current()
    block = load_address(record, rgil.T_LOCALS)
    if block == NULL:
        block = stacks.block_of_zeros(_registry.fields * WORD)
        store_address(record, rgil.T_LOCALS, block)
    return block


_RANGE = 4 * WORD            # of the record of a range of roots


def _references_of_thread():
    record = rgil.current()
    block = load_address(record, rgil.T_REFERENCES)
    if block == NULL:
        nbytes = _registry.references * WORD
        block = stacks.block_of_zeros(_RANGE + nbytes)
        store_address(block, stacks.S_BASE, block + _RANGE)
        store_address(block, stacks.S_TOP, block + _RANGE + nbytes)
        stacks.register(block)
        store_address(record, rgil.T_REFERENCES, block)
    return block + _RANGE


class ThreadLocalField(object):
    """A number or raw pointer of each thread, 0 at first. Made at module level."""

    @not_rpython
    def __init__(self, FIELDTYPE, fieldname, loop_invariant=False):
        self.FIELDTYPE = FIELDTYPE
        self.fieldname = fieldname
        zero = rffi.cast(FIELDTYPE, 0)
        offset = _registry.fields * WORD
        _registry.fields += 1

        class Holder(object):
            pass

        only = Holder()
        only.value = zero

        def getraw():
            if features.threads():
                return llop.raw_load(FIELDTYPE, _locals_of_thread(), offset)
            return only.value

        def setraw(value):
            if features.threads():
                llop.raw_store(lltype.Void, _locals_of_thread(), offset, value)
            else:
                only.value = value

        def getoffset():
            return offset

        self.getraw = getraw
        self.get_or_make_raw = getraw
        self.setraw = setraw
        self.getoffset = getoffset

    def _freeze_(self):
        return True


class ThreadLocalReference(object):
    """An instance of `Cls` or None, of each thread. Made at module level."""

    @not_rpython
    def __init__(self, Cls, loop_invariant=False):
        self.Cls = Cls
        offset = _registry.references * WORD
        _registry.references += 1

        class Holder(object):
            pass

        only = Holder()
        only.value = None

        def get():
            if features.threads():
                gcref = llop.raw_load(llmemory.GCREF, _references_of_thread(), offset)
                return cast_gcref_to_instance(Cls, gcref)
            return only.value

        def set(value):
            assert isinstance(value, Cls) or value is None
            if features.threads():
                llop.raw_store(lltype.Void, _references_of_thread(), offset, cast_instance_to_gcref(value))
            else:
                only.value = value

        self.get = get
        self.set = set

    def _freeze_(self):
        return True

    @staticmethod
    def automatic_keepalive(config):
        """The values live as long as the thread."""
        return True
