"""Arguments and environment variables."""
from rpython.platform.wasi import calls, heap
from rpython.platform.wasi.access import (
    NULL, POINTER, load_byte, store_byte, load_u32, load_address, store_address)
from rpython.platform.wasi.blocks import memcpy, strlen, strchr
from rpython.platform.wasi.errno import EINVAL, ENOMEM, fail
from rpython.rtyper.lltypesystem import lltype, llmemory

EQUALS = 61

WORDS = lltype.Struct(
    'wasi_words',
    ('arguments', llmemory.Address), ('argument_count', lltype.Signed),
    ('variables', llmemory.Address),         # `NAME=value` texts, ended by NULL; NULL itself before the first use
    ('variable_count', lltype.Signed), ('capacity', lltype.Signed))
words = lltype.malloc(WORDS, flavor='raw', immortal=True, zero=True)


# ---------------------------------------------------------------- arguments

def read_arguments():
    out = calls.scratch()
    if calls.args_sizes_get(out, out + 8):
        return
    count = load_u32(out, 0)
    texts = heap.malloc(load_u32(out, 8))
    pointers = heap.malloc((count + 1) * POINTER)
    if texts == NULL or pointers == NULL or calls.args_get(pointers, texts):
        return
    store_address(pointers, count * POINTER, NULL)
    words.arguments = pointers
    words.argument_count = count


def argument(index):
    return load_address(words.arguments, index * POINTER)


# ---------------------------------------------------------------- environment

def setup():
    """Reads the environment; False without memory."""
    if words.variables != NULL:
        return True
    out = calls.scratch()
    count = 0
    size = 0
    if calls.environ_sizes_get(out, out + 8) == 0:
        count = load_u32(out, 0)
        size = load_u32(out, 8)
    texts = heap.malloc(size)
    pointers = heap.malloc((count + 8) * POINTER)
    if texts == NULL or pointers == NULL:
        return False
    if count and calls.environ_get(pointers, texts):
        count = 0
    store_address(pointers, count * POINTER, NULL)
    words.variables = pointers
    words.variable_count = count
    words.capacity = count + 8
    return True


def rpy_environ():
    if not setup():
        return NULL
    return words.variables


def names(variable, name, size):
    """Whether this `NAME=value` has that name."""
    i = 0
    while i < size:
        if load_byte(variable, i) != load_byte(name, i):
            return False
        i += 1
    return load_byte(variable, size) == EQUALS


def find(name, size):
    """The index of a variable; -1 if it is not set."""
    if not setup():
        return -1
    i = 0
    while i < words.variable_count:
        if names(load_address(words.variables, i * POINTER), name, size):
            return i
        i += 1
    return -1


def getenv(name):
    size = strlen(name)
    index = find(name, size)
    if index < 0:
        return NULL
    return load_address(words.variables, index * POINTER) + size + 1


def value_of(name):
    """The same for a str."""
    if not setup():
        return NULL
    i = 0
    while i < words.variable_count:
        variable = load_address(words.variables, i * POINTER)
        k = 0
        while k < len(name) and load_byte(variable, k) == ord(name[k]):
            k += 1
        if k == len(name) and load_byte(variable, k) == EQUALS:
            return variable + k + 1
        i += 1
    return NULL


def valid_name(name):
    return name != NULL and load_byte(name, 0) != 0 and strchr(name, EQUALS) == NULL


def enter(variable, index):
    """Puts a `NAME=value` at this index, or at the end."""
    if index >= 0:
        store_address(words.variables, index * POINTER, variable)
        return 0
    if words.variable_count + 2 > words.capacity:
        capacity = words.capacity * 2
        pointers = heap.realloc(words.variables, capacity * POINTER)
        if pointers == NULL:
            return fail(ENOMEM)
        words.variables = pointers
        words.capacity = capacity
    count = words.variable_count
    store_address(words.variables, count * POINTER, variable)
    store_address(words.variables, (count + 1) * POINTER, NULL)
    words.variable_count = count + 1
    return 0


def setenv(name, value, overwrite):
    if not valid_name(name):
        return fail(EINVAL)
    size = strlen(name)
    index = find(name, size)
    if index >= 0 and not overwrite:
        return 0
    if not setup():
        return fail(ENOMEM)
    length = strlen(value)
    # A value that is replaced is not freed: the program may still look at it.
    variable = heap.malloc(size + length + 2)
    if variable == NULL:
        return fail(ENOMEM)
    memcpy(variable, name, size)
    store_byte(variable, size, EQUALS)
    memcpy(variable + size + 1, value, length + 1)
    return enter(variable, index)


def putenv(variable):
    """`NAME=value` becomes a part of the environment itself; without `=`, the variable goes."""
    equals = strchr(variable, EQUALS)
    if equals == NULL:
        return unsetenv(variable)
    if not setup():
        return fail(ENOMEM)
    return enter(variable, find(variable, equals - variable))


def unsetenv(name):
    if not valid_name(name):
        return fail(EINVAL)
    index = find(name, strlen(name))
    while index >= 0:
        last = words.variable_count - 1
        while index <= last:
            store_address(words.variables, index * POINTER,
                          load_address(words.variables, (index + 1) * POINTER))
            index += 1
        words.variable_count = last
        index = find(name, strlen(name))
    return 0


def clearenv():
    if setup():
        words.variable_count = 0
        store_address(words.variables, 0, NULL)
    return 0
