"""Locks, for programs that run in one thread: there is no way to start another yet."""
from rpython.rlib.objectmodel import not_rpython


class error(Exception):
    """A lock is used wrongly, or a thread cannot be started."""


RPY_LOCK_FAILURE, RPY_LOCK_ACQUIRED, RPY_LOCK_INTR = range(3)


def allocate_lock():
    return Lock()


def get_ident():
    """The number of the current thread."""
    return 1


class Lock(object):
    """Held or not. Waiting for a lock that is held would never end, because only the waiting thread could release it."""

    def __init__(self):
        self._held = False

    def acquire(self, flag):
        """Takes the lock; whether that worked. It fails if the lock is held and `flag` says not to wait."""
        if self._held:
            if flag:
                raise error("deadlock: the only thread waits for itself")
            return False
        self._held = True
        return True

    def acquire_timed(self, timeout):
        """The same, waiting at most so many microseconds (-1: for ever)."""
        if self._held:
            if timeout < 0:
                raise error("deadlock: the only thread waits for itself")
            return RPY_LOCK_FAILURE
        self._held = True
        return RPY_LOCK_ACQUIRED

    def is_acquired(self):
        return self._held

    def release(self):
        if not self._held:
            raise error("bad lock: it is not held")
        self._held = False

    def __enter__(self):
        self.acquire(True)

    def __exit__(self, *args):
        self.release()


@not_rpython
def start_new_thread(x, y):
    raise error("threads are not supported yet")
