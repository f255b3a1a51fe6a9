"""How large the nursery may become on this machine. A program may put a function of its own here while it is imported: the
collector asks whatever stands here then. It runs before there is managed memory.
"""
from rpython.memory.machine import cache_bytes


def estimate_best_nursery_size():
    """Half of the processor's last cache, in bytes; -1 if its size is not known."""
    size = cache_bytes()
    if size <= 0:
        return -1
    return size // 2
