# Objects whose classes have destructors go through a finalizer queue first, with the copying collector.
# options: --gc=semispace
# uses: gc_queue_destructors.py
# skip: untranslated (it has no collectors to choose from)
from gc_queue_destructors import entry_point


def target(driver, args):
    return entry_point, None
