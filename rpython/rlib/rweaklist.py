"""A list that holds its items weakly, each under an index of its own that is given again when the item is gone."""
import weakref

from rpython.rlib.rweakref import dead_ref

INITIAL_SIZE = 4


class RWeakListMixin(object):
    """To be mixed into a class, which calls `initialize()` first."""
    _mixin_ = True

    def initialize(self):
        self.handles = [dead_ref] * INITIAL_SIZE
        self.free_list = range(INITIAL_SIZE)

    def get_all_handles(self):
        """All weak references, the dead ones too."""
        return self.handles

    def reserve_next_handle_index(self):
        """An index that is not in use."""
        if not self.free_list:
            self._find_free()
        return self.free_list.pop()

    def _find_free(self):
        handles = self.handles
        for i in range(len(handles)):
            if handles[i]() is None:
                self.free_list.append(i)
        count = len(handles)
        # Mostly alive: make room, so that the next search is as far away as the list is long.
        if len(self.free_list) * 3 < count * 2:
            self.free_list.extend(range(count, 2 * count))
            self.handles = handles + [dead_ref] * count

    def add_handle(self, content):
        """Stores an object; its index."""
        index = self.reserve_next_handle_index()
        self.store_handle(index, content)
        return index

    def store_handle(self, index, content):
        self.handles[index] = weakref.ref(content)

    def fetch_handle(self, index):
        """The object, or None."""
        if 0 <= index < len(self.handles):
            return self.handles[index]()
        return None
