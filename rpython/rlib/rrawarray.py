"""Copying between lists of numbers and arrays in raw memory."""
from rpython.rlib.objectmodel import specialize


@specialize.argtype(1)
def copy_list_to_raw_array(lst, array):
    for i in range(len(lst)):
        array[i] = lst[i]


@specialize.argtype(1)
def populate_list_from_raw_array(lst, array, length):
    """Makes the list, which is empty, hold the first items of an array."""
    for i in range(length):
        lst.append(array[i])
