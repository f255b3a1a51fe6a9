"""Messages of the run time to standard error, through a buffer of their own."""
from rpython.platform.wasi import calls
from rpython.platform.wasi.access import load_byte, load_u32, load_word
from rpython.platform.wasi.blocks import strlen
from rpython.platform.wasi.paths import store_pair
from rpython.rtyper.lltypesystem import lltype, llmemory

SIZE = 512
BUFFER = lltype.Struct('wasi_output', ('used', lltype.Signed), ('chars', lltype.FixedSizeArray(lltype.Char, SIZE)))
buffer = lltype.malloc(BUFFER, flavor='raw', immortal=True, zero=True)


def write_all(fd, data, size):
    """Writes to a descriptor of WASI; what cannot be written is lost."""
    out = calls.scratch()
    while size > 0:
        store_pair(out, data, size)
        if calls.fd_write(fd, out, 1, out + 16):
            return
        done = load_u32(out, 16)
        data = data + done
        size -= done


def flush():
    write_all(2, llmemory.cast_ptr_to_adr(lltype.direct_arrayitems(buffer.chars)), buffer.used)
    buffer.used = 0


def char(c):
    if buffer.used == SIZE:
        flush()
    buffer.chars[buffer.used] = c
    buffer.used += 1


def text(s):
    i = 0
    while i < len(s):
        char(s[i])
        i += 1


def bytes(adr, size):
    i = 0
    while i < size:
        char(chr(load_byte(adr, i)))
        i += 1


def string_length(adr, chars, length):
    """How long a string is: the word at offset `length`, or up to a zero if that is -1. Its text is at `chars`."""
    if length >= 0:
        return load_word(adr, length)
    return strlen(adr + chars)
