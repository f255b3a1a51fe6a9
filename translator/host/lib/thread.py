"""The locks of `threading` under their older names."""
from threading import error, Lock as allocate_lock, _Lock as LockType


def get_ident():
    return 1


def start_new_thread(function, args, kwargs={}):
    function(*args, **kwargs)
    return 1


start_new = start_new_thread
allocate = allocate_lock
