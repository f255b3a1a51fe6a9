"""Locks and threads, as far as code that runs while a program is being imported needs them: there is one thread.

Translated programs use `rpython.rlib.rthread`.
"""


class error(Exception):
    pass


ThreadError = error


class _Lock(object):
    def __init__(self):
        self._held = False

    def acquire(self, blocking=1):
        if self._held:
            if blocking:
                raise error("the only thread would wait for a lock that it holds itself")
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise error("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()


class _RLock(object):
    def __init__(self):
        self._count = 0

    def acquire(self, blocking=1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    __enter__ = acquire

    def __exit__(self, *args):
        self.release()


def Lock():
    return _Lock()


def RLock():
    return _RLock()


class local(object):
    """Attributes of the thread that runs."""


class Event(object):
    def __init__(self):
        self._set = False

    def set(self):
        self._set = True

    def clear(self):
        self._set = False

    def isSet(self):
        return self._set

    is_set = isSet

    def wait(self, timeout=None):
        return self._set


class Thread(object):
    """`start` runs the whole thread."""
    daemon = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None):
        self.name = name or 'Thread'
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        self.run()

    def join(self, timeout=None):
        pass

    def isAlive(self):
        return False

    is_alive = isAlive

    def setDaemon(self, daemon):
        self.daemon = daemon

    def getName(self):
        return self.name


_main = Thread(name='MainThread')


def currentThread():
    return _main


current_thread = currentThread


def activeCount():
    return 1


active_count = activeCount
