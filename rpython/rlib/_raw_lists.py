"""Lists of characters whose items are seen through a raw address."""
from rpython.rlib.intrinsic import intrinsic
from rpython.rlib import objectmodel
from rpython.rtyper import annlowlevel
from rpython.rtyper.lltypesystem import lltype


class _ListWithRawAddress(list):
    """Untranslated: a list whose characters are in raw memory from the moment on that their address is asked for, until
    the list's length changes."""

    def __init__(self, items):
        list.__init__(self, items)
        self._raw = None

    def _raw_address(self):
        if self._raw is None:
            from rpython.rtyper.lltypesystem import rffi
            # It stays allocated: nobody can tell how long the address is used.
            self._raw = lltype.malloc(rffi.CCHARP.TO, len(self), flavor='raw', track_allocation=False)
            for i in range(len(self)):
                self._raw[i] = list.__getitem__(self, i)
        return self._raw

    def _update(self):
        """Takes what was written through the address, or, before a change of length, ends its use."""
        if self._raw is not None:
            for i in range(len(self)):
                list.__setitem__(self, i, self._raw[i])

    def __getitem__(self, index):
        self._update()
        return list.__getitem__(self, index)

    def __getslice__(self, start, stop):
        self._update()
        return _ListWithRawAddress(list.__getslice__(self, start, stop))

    def __iter__(self):
        self._update()
        return list.__iter__(self)

    def __eq__(self, other):
        self._update()
        return list.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __setitem__(self, index, item):
        list.__setitem__(self, index, item)
        if self._raw is not None:
            self._raw[index if index >= 0 else index + len(self)] = item

    def __setslice__(self, start, stop, items):
        self._resizing('__setslice__', start, stop, items)

    def _resizing(self, name, *args, **kwds):
        self._update()
        self._raw = None
        return getattr(list, name)(self, *args, **kwds)


def _add_resizing_methods():
    def make(name):
        def method(self, *args, **kwds):
            return self._resizing(name, *args, **kwds)
        return method
    for name in ('append', 'extend', 'insert', 'pop', 'remove', 'reverse', 'sort', '__delitem__', '__delslice__', '__iadd__',
                 '__imul__'):
        setattr(_ListWithRawAddress, name, make(name))


_add_resizing_methods()


@intrinsic('rgc.resizable_list')
def resizable_list_supporting_raw_ptr(lst):
    """The list, of which `nonmoving_raw_ptr_for_resizable_list` may ask the address. It is a list of characters."""
    return _ListWithRawAddress(lst)


@intrinsic('rgc.nonmoving_items')
def _nonmoving_items(lst):
    raise NotImplementedError("works in translated programs only")


def nonmoving_raw_ptr_for_resizable_list(lst):
    """A `char *` to the characters of a list that `resizable_list_supporting_raw_ptr` gave. It is good as long as the list
    lives and its length does not change."""
    from rpython.rtyper.lltypesystem import rffi
    if objectmodel.we_are_translated():
        return rffi.cast(rffi.CCHARP, _nonmoving_items(lst))
    return lst._raw_address()


LIST_OF_CHARS = lltype.GcStruct('list', ('length', lltype.Signed), ('items', lltype.Ptr(lltype.GcArray(lltype.Char))))


def _struct_of(lst):
    """Untranslated: a copy of the items as they are now."""
    ll_list = lltype.malloc(LIST_OF_CHARS, immortal=True)
    ll_list.length = len(lst)
    ll_list.items = lltype.malloc(LIST_OF_CHARS.items.TO, len(lst), immortal=True)
    for i in range(len(lst)):
        ll_list.items[i] = lst[i]
    return ll_list


def ll_for_resizable_list(lst):
    """The struct behind a list that `resizable_list_supporting_raw_ptr` gave."""
    if not objectmodel.we_are_translated():
        return _struct_of(lst)
    return lltype.cast_opaque_ptr(lltype.Ptr(LIST_OF_CHARS), annlowlevel.cast_instance_to_gcref(lst))
