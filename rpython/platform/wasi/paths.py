"""Paths: the folders that the host lets the program see, the current folder, and which of those a path lies in.

A path is made absolute with the current folder; the longest preopened folder that begins it takes the rest. Where the
whole file system is there (a preopened `/`), the rest is passed on as it is, so that `..` behind a symbolic link
means what it means to the host. Elsewhere `..` is taken by the letter, since it may lead to another preopened folder.
"""
from rpython.platform.wasi import calls, environment, heap
from rpython.platform.wasi.access import (
    NULL, POINTER, load_byte, store_byte, load_u32, load_64, load_word, store_word, load_address, store_address,
    store_32)
from rpython.platform.wasi.blocks import memcpy, strlen
from rpython.platform.wasi.errno import ENOENT, ENOMEM, ENOTDIR, ERANGE, EINVAL, ENAMETOOLONG, fail, from_wasi
from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, llmemory

WORD = llmemory.sizeof(lltype.Signed)
MAX_PATH = 4096
SLASH, DOT = 47, 46

# A preopened folder: WASI's descriptor, its rights for what is opened in it, length and address of its name.
P_FD, P_RIGHTS, P_LENGTH, P_NAME = 0, WORD, 2 * WORD, 3 * WORD
P_SIZE = 4 * WORD

PATHS = lltype.Struct(
    'wasi_paths',
    ('folders', llmemory.Address), ('count', lltype.Signed), ('whole', lltype.Bool),
    ('current', llmemory.Address),           # the current folder, absolute; NULL before the first use
    ('text0', llmemory.Address), ('text1', llmemory.Address),     # paths within folders, up to two at a time
    ('length0', lltype.Signed), ('length1', lltype.Signed),
    ('buffer0', llmemory.Address), ('buffer1', llmemory.Address))
paths = lltype.malloc(PATHS, flavor='raw', immortal=True, zero=True)


@always_inline
def store_pair(out, address, size):
    """An `iovec`."""
    store_address(out, 0, address)
    store_32(out, POINTER, size)


def is_text(path, wanted):
    i = 0
    while i < len(wanted):
        if load_byte(path, i) != ord(wanted[i]):
            return False
        i += 1
    return load_byte(path, i) == 0


def text(slot):
    if slot:
        return paths.text1
    return paths.text0


def length(slot):
    if slot:
        return paths.length1
    return paths.length0


# ---------------------------------------------------------------- what the host offers

def setup():
    """Asks the host for its folders; False without memory."""
    if paths.current != NULL:
        return True
    paths.buffer0 = heap.malloc(2 * MAX_PATH)
    paths.buffer1 = heap.malloc(2 * MAX_PATH)
    current = heap.malloc(MAX_PATH)
    if paths.buffer0 == NULL or paths.buffer1 == NULL or current == NULL:
        return False
    store_byte(current, 0, SLASH)
    store_byte(current, 1, 0)
    count = 0
    while calls.fd_prestat_get(3 + count, calls.scratch()) == 0:
        count += 1
    paths.folders = heap.malloc(count * P_SIZE)
    if paths.folders == NULL:
        return False
    i = 0
    while i < count:
        if not learn(i):
            return False
        i += 1
    paths.count = count
    paths.current = current
    enter_first_folder()
    return True


def learn(index):
    """One preopened folder. Its name loses what says nothing: `./`, and slashes at the end."""
    fd = 3 + index
    out = calls.scratch()
    calls.fd_prestat_get(fd, out)
    size = load_u32(out, 4)
    name = heap.malloc(size + 2)
    if name == NULL or calls.fd_prestat_dir_name(fd, name + 1, size):
        return False
    store_byte(name, 0, SLASH)
    store_byte(name, size + 1, 0)
    start = 1
    if load_byte(name, 1) == DOT and (load_byte(name, 2) == SLASH or load_byte(name, 2) == 0):
        start = 2
    # Now a relative name begins behind a slash, as it does from the first current folder, which is `/`.
    if load_byte(name, start) != SLASH:
        start -= 1
        store_byte(name, start, SLASH)
    whole = size == 1 and load_byte(name, 1) == SLASH
    size = strlen(name + start)
    while size > 1 and load_byte(name, start + size - 1) == SLASH:
        size -= 1
    if size == 1:
        paths.whole = paths.whole or whole
        size = 0
    store_byte(name, start + size, 0)
    folder = paths.folders + index * P_SIZE
    rights = ALL_RIGHTS
    if calls.fd_fdstat_get(fd, out) == 0:
        rights = intmask(load_64(out, 16))
    store_word(folder, P_FD, fd)
    store_word(folder, P_RIGHTS, rights)
    store_word(folder, P_LENGTH, size)
    store_address(folder, P_NAME, name + start)
    return True


ALL_RIGHTS = (1 << 30) - 1


def enter_first_folder():
    """The current folder at the start is what PWD says, if that is a folder; otherwise `/`."""
    pwd = environment.value_of("PWD")
    if pwd == NULL or load_byte(pwd, 0) != SLASH or strlen(pwd) >= MAX_PATH:
        return
    folder = resolve(0, pwd)
    if folder >= 0 and is_folder(folder):
        memcpy(paths.current, pwd, strlen(pwd) + 1)


def is_folder(folder):
    out = calls.scratch()
    code = calls.path_filestat_get(folder, 1, paths.text0, paths.length0, out)
    return code == 0 and load_byte(out, 16) == 3


def inherited_rights(fd):
    i = 0
    while i < paths.count:
        folder = paths.folders + i * P_SIZE
        if load_word(folder, P_FD) == fd:
            return load_word(folder, P_RIGHTS)
        i += 1
    return ALL_RIGHTS


# ---------------------------------------------------------------- resolution

def resolve(slot, path):
    """WASI's descriptor of the folder that a path lies in, with the rest of the path in the slot; -1 with errno."""
    if not setup():
        return fail(ENOMEM)
    size = strlen(path)
    if size == 0:
        return fail(ENOENT)
    if size >= MAX_PATH:
        return fail(ENAMETOOLONG)
    buffer = paths.buffer0
    if slot:
        buffer = paths.buffer1
    make_absolute(buffer, path, size)
    if not paths.whole:
        normalize(buffer)
    return find_folder(slot, buffer)


def make_absolute(buffer, path, size):
    start = 0
    if load_byte(path, 0) != SLASH:
        start = strlen(paths.current)
        memcpy(buffer, paths.current, start)
        store_byte(buffer, start, SLASH)
        start += 1
    memcpy(buffer + start, path, size + 1)


def normalize(path):
    """Takes empty parts, `.` and `..` out of an absolute path, by the letter. A slash at the end stays."""
    source = 0
    to = 0
    while load_byte(path, source):
        while load_byte(path, source) == SLASH:
            source += 1
        size = 0
        while load_byte(path, source + size) != 0 and load_byte(path, source + size) != SLASH:
            size += 1
        if size == 2 and load_byte(path, source) == DOT and load_byte(path, source + 1) == DOT:
            while to > 0:
                to -= 1
                if load_byte(path, to) == SLASH:
                    break
        elif size == 0:
            store_byte(path, to, SLASH)
            to += 1
        elif size != 1 or load_byte(path, source) != DOT:
            copied = 0
            store_byte(path, to, SLASH)
            to += 1
            while copied < size:
                store_byte(path, to + copied, load_byte(path, source + copied))
                copied += 1
            to += size
        source += size
    if to == 0:
        store_byte(path, 0, SLASH)
        to = 1
    store_byte(path, to, 0)


def begins(path, name, size):
    i = 0
    while i < size:
        if load_byte(path, i) != load_byte(name, i):
            return False
        i += 1
    return load_byte(path, size) == 0 or load_byte(path, size) == SLASH


def find_folder(slot, path):
    best = -1
    best_size = -1
    i = 0
    while i < paths.count:
        folder = paths.folders + i * P_SIZE
        size = load_word(folder, P_LENGTH)
        if size > best_size and begins(path, load_address(folder, P_NAME), size):
            best = load_word(folder, P_FD)
            best_size = size
        i += 1
    if best < 0:
        return fail(ENOENT)
    rest = path + best_size
    while load_byte(rest, 0) == SLASH:
        rest = rest + 1
    if load_byte(rest, 0) == 0:
        # The buffer is long enough: something was in front of it.
        store_byte(path, 0, DOT)
        store_byte(path, 1, 0)
        rest = path
    if slot:
        paths.text1 = rest
        paths.length1 = strlen(rest)
    else:
        paths.text0 = rest
        paths.length0 = strlen(rest)
    return best


# ---------------------------------------------------------------- the current folder

def getcwd(buffer, size):
    if not setup():
        fail(ENOMEM)
        return NULL
    needed = strlen(paths.current) + 1
    if buffer == NULL:
        if size < needed:
            size = needed
        buffer = heap.malloc(size)
        if buffer == NULL:
            fail(ENOMEM)
            return NULL
    elif size == 0:
        fail(EINVAL)
        return NULL
    elif size < needed:
        fail(ERANGE)
        return NULL
    memcpy(buffer, paths.current, needed)
    return buffer


def chdir(path):
    folder = resolve(0, path)
    if folder < 0:
        return -1
    out = calls.scratch()
    code = calls.path_filestat_get(folder, 1, paths.text0, paths.length0, out)
    if code:
        return fail(from_wasi(code))
    if load_byte(out, 16) != 3:
        return fail(ENOTDIR)
    make_absolute(paths.buffer0, path, strlen(path))
    normalize(paths.buffer0)
    size = strlen(paths.buffer0)
    if size > 1 and load_byte(paths.buffer0, size - 1) == SLASH:
        size -= 1
        store_byte(paths.buffer0, size, 0)
    if size >= MAX_PATH:
        return fail(ENAMETOOLONG)
    memcpy(paths.current, paths.buffer0, size + 1)
    return 0
