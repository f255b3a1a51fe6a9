"""What collectors find at the start: environment variables, read without allocating managed memory, and limits."""
from rpython.memory.raw import WORD
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.platform import name as platform_name

_getenv = rffi.llexternal('getenv', [rffi.CCHARP], rffi.CCHARP, releasegil=False,
                          _nowrapper=True)


def _lookup(name, buffer):
    # No `for`: its iterator would be a managed object.
    i = 0
    while i < len(name):
        buffer[i] = name[i]
        i += 1
    buffer[i] = '\x00'
    return _getenv(buffer)


def read_size(name):
    """A number of bytes such as `4MB`, `512K` or `10000`; 0 if it is not set or makes no sense."""
    buffer = lltype.malloc(rffi.CCHARP.TO, 64, flavor='raw', track_allocation=False)
    text = _lookup(name, buffer)
    result = 0
    if text:
        result = parse_size(text)
    lltype.free(buffer, flavor='raw', track_allocation=False)
    return result


def parse_size(text):
    whole = 0
    i = 0
    while '0' <= text[i] <= '9':
        whole = whole * 10 + ord(text[i]) - ord('0')
        i += 1
    fraction = 0.0
    if text[i] == '.':
        i += 1
        scale = 0.1
        while '0' <= text[i] <= '9':
            fraction += scale * (ord(text[i]) - ord('0'))
            scale *= 0.1
            i += 1
    c = text[i]
    factor = 1
    if c == 'k' or c == 'K':
        factor = 1024
    elif c == 'm' or c == 'M':
        factor = 1024 * 1024
    elif c == 'g' or c == 'G':
        factor = 1024 * 1024 * 1024
    elif c != '\x00' and c != 'b' and c != 'B':
        return 0
    return intmask(whole * factor) + int(fraction * float(factor))


def read_float(name):
    """A positive number; 0.0 if it is not set or makes no sense."""
    buffer = lltype.malloc(rffi.CCHARP.TO, 64, flavor='raw', track_allocation=False)
    text = _lookup(name, buffer)
    result = 0.0
    if text:
        i = 0
        while '0' <= text[i] <= '9':
            result = result * 10.0 + (ord(text[i]) - ord('0'))
            i += 1
        if text[i] == '.':
            i += 1
            scale = 0.1
            while '0' <= text[i] <= '9':
                result += scale * (ord(text[i]) - ord('0'))
                scale *= 0.1
                i += 1
    lltype.free(buffer, flavor='raw', track_allocation=False)
    return result


if platform_name == 'wasi' and WORD == 4:
    from rpython.platform.wasi.machine import memory_limit, PAGE

    def heap_limit(fixed):
        """Memory has a limit there. Of what `fixed` bytes leave, small and large objects may take three eighths each,
        since pages of small ones are not given back; the rest is for the collector's own tables and what is not managed.
        """
        limit = (memory_limit() * PAGE - fixed) // 8 * 3
        if limit < PAGE:
            return PAGE
        return limit
else:
    def heap_limit(fixed):
        """0: whatever the system gives."""
        return 0
