"""The log that PYPYLOG asks for.

    PYPYLOG=file or +file    only the beginnings and ends of sections
    PYPYLOG=:file            everything
    PYPYLOG=a,b:file         sections whose names start with one of the prefixes

The file `-` is standard error; `%d` in a file name is the process id.
"""
from rpython.platform.wasi import clocks, descriptors, environment, heap, processes
from rpython.platform.wasi.access import NULL, load_byte, store_byte
from rpython.platform.wasi.blocks import strchr, strlen
from rpython.platform.wasi.messages import put_decimal
from rpython.platform.wasi.output import string_length, write_all
from rpython.rlib.rarithmetic import intmask, r_longlong, r_ulonglong
from rpython.rtyper.lltypesystem import lltype, llmemory

MAX_DEPTH = 64
BUFFER_SIZE = 4096
COMMA, COLON, PLUS, PERCENT = 44, 58, 43, 37

LOG = lltype.Struct(
    'wasi_log',
    ('fd', lltype.Signed),                  # WASI's
    ('written', lltype.Signed),             # how much the file has, without what is in the buffer
    ('profiling', lltype.Bool), ('enabled', lltype.Bool), ('on_terminal', lltype.Bool),
    ('line_started', lltype.Bool),
    ('prefixes', llmemory.Address),         # NULL: only section markers
    ('prefixes_size', lltype.Signed),       # 0: everything
    ('depth', lltype.Signed),
    # Whether each open section was being printed outside of the one opened next.
    ('outside', lltype.FixedSizeArray(lltype.Bool, MAX_DEPTH)),
    ('used', lltype.Signed), ('buffer', llmemory.Address))
log = lltype.malloc(LOG, flavor='raw', immortal=True, zero=True)


# ---------------------------------------------------------------- output

def flush():
    if log.used:
        write_all(log.fd, log.buffer, log.used)
        log.written += log.used
        log.used = 0


def put(byte):
    if log.buffer == NULL:
        log.buffer = heap.malloc(BUFFER_SIZE)
        if log.buffer == NULL:
            return
    if log.used == BUFFER_SIZE:
        flush()
    store_byte(log.buffer, log.used, byte)
    log.used += 1


def put_bytes(text, size):
    i = 0
    while i < size:
        put(load_byte(text, i))
        i += 1


def put_str(text):
    i = 0
    while i < len(text):
        put(ord(text[i]))
        i += 1


def put_hexadecimal(value):
    shift = 60
    while shift > 0 and intmask(value >> shift) & 15 == 0:
        shift -= 4
    while shift >= 0:
        put(ord('0123456789abcdef'[intmask(value >> shift) & 15]))
        shift -= 4


# ---------------------------------------------------------------- opening

def open_log():
    # What is printed outside of sections is wanted, whether there is a log or not.
    log.enabled = True
    log.fd = 2
    setting = environment.value_of('PYPYLOG')
    if setting == NULL or load_byte(setting, 0) == 0:
        return
    name = setting
    colon = strchr(setting, COLON)
    if load_byte(setting, 0) == PLUS:
        name = setting + 1
    elif colon != NULL:
        log.prefixes = setting
        log.prefixes_size = colon - setting
        name = colon + 1
    path = heap.malloc(strlen(name) + 24)
    if path == NULL:
        return
    insert_pid(path, name)
    if not (load_byte(path, 0) == 45 and load_byte(path, 1) == 0):
        fd = descriptors.open(path, descriptors.O_WRONLY | descriptors.O_CREAT | descriptors.O_TRUNC, 0o666)
        if fd < 0:
            put_str('PYPYLOG: cannot write to ')
            put_bytes(path, strlen(path))
            put_str('\n')
            flush()
            heap.free(path)
            return
        log.fd = descriptors.entry(fd)
    heap.free(path)
    log.on_terminal = bool(log.fd == 2 and descriptors.isatty(2))
    log.profiling = True


def insert_pid(path, name):
    """Copies the name with the process id in the place of the first `%d`."""
    at = 0
    i = 0
    found = False
    while load_byte(name, i):
        if not found and load_byte(name, i) == PERCENT and load_byte(name, i + 1) == 100:
            at = put_decimal(path, processes.PID, at)
            found = True
            i += 2
        else:
            store_byte(path, at, load_byte(name, i))
            at += 1
            i += 1
    store_byte(path, at, 0)
    return found


# ---------------------------------------------------------------- sections

def begins(category, length, start, size):
    if size == 0 or size > length:
        return False
    i = 0
    while i < size:
        if load_byte(category, i) != load_byte(log.prefixes, start + i):
            return False
        i += 1
    return True


def wanted(category, length):
    if log.prefixes == NULL:
        return False
    if log.prefixes_size == 0:
        return True
    start = 0
    while start < log.prefixes_size:
        end = start
        while end < log.prefixes_size and load_byte(log.prefixes, end) != COMMA:
            end += 1
        if begins(category, length, start, end - start):
            return True
        start = end + 1
    return False


def marker(now, before, category, length, after, color):
    if log.on_terminal:
        put_str('\033[')
        put_str(color)
        put_str('m')
    put_str('[')
    put_hexadecimal(now)
    put_str('] ')
    put_str(before)
    put_bytes(category, length)
    put_str(after)
    put_str('\n')
    if log.on_terminal:
        put_str('\033[0m')


def related(category, length, start, size):
    """Whether the prefix and the beginning of a category agree as far as both go."""
    i = 0
    while i < size and i < length:
        if load_byte(category, i) != load_byte(log.prefixes, start + i):
            return False
        i += 1
    return True


def platform_log_wants(text, chars, length):
    if not log.profiling or log.prefixes == NULL:
        return False
    category = text + chars
    size = string_length(text, chars, length)
    start = 0
    while True:
        end = start
        while end < log.prefixes_size and load_byte(log.prefixes, end) != COMMA:
            end += 1
        if related(category, size, start, end - start):
            return True
        if end == log.prefixes_size:
            return False
        start = end + 1


def platform_log_start(text, chars, length, timestamp):
    """The time, if it is asked for; 42 otherwise."""
    now = r_longlong(0)
    if timestamp or log.profiling:
        now = clocks.nanoseconds(clocks.MONOTONIC)
    category = text + chars
    size = string_length(text, chars, length)
    outside = log.enabled
    if log.depth < MAX_DEPTH:
        log.outside[log.depth] = outside
    log.depth += 1
    log.enabled = log.profiling and wanted(category, size)
    if log.profiling and (log.prefixes == NULL or log.enabled):
        marker(now, '{', category, size, '', '36')
    if timestamp:
        return now
    return r_longlong(42)


def platform_log_stop(text, chars, length, timestamp):
    now = r_longlong(0)
    if timestamp or log.profiling:
        now = clocks.nanoseconds(clocks.MONOTONIC)
    if log.profiling and (log.prefixes == NULL or log.enabled):
        marker(now, '', text + chars, string_length(text, chars, length), '}', '36')
    if log.depth > 0:
        log.depth -= 1
        log.enabled = log.depth < MAX_DEPTH and log.outside[log.depth]
    if timestamp:
        return now
    return r_longlong(42)


def platform_log_enabled():
    return log.enabled


# ---------------------------------------------------------------- what debug_print() prints

def separate():
    """Begins an item; False if nothing is to be printed."""
    if not log.enabled:
        return False
    if log.line_started:
        put(32)
    log.line_started = True
    return True


def platform_log_string(text, chars, length):
    if not separate():
        return
    if text == NULL:
        put_str('NULL')
    else:
        put_bytes(text + chars, string_length(text, chars, length))


def platform_log_bool(value):
    if separate():
        put_str('True' if value else 'False')


def platform_log_char(c):
    if separate():
        put(ord(c))


def platform_log_int(value):
    if not separate():
        return
    if value < r_longlong(0):
        put_str('-')
        put_unsigned(-r_ulonglong(value))
    else:
        put_unsigned(r_ulonglong(value))


def platform_log_unsigned(value):
    if separate():
        put_unsigned(value)


def put_unsigned(value):
    ten = r_ulonglong(10)
    scale = r_ulonglong(1)
    while value // scale >= ten:
        scale *= ten
    while scale:
        put(48 + intmask(value // scale % ten))
        scale //= ten


def platform_log_float(value):
    """With six digits behind the point."""
    if not separate():
        return
    if value != value:
        put_str('nan')
        return
    if value < 0.0:
        put_str('-')
        value = -value
    if value > 1.7976931348623157e308:
        put_str('inf')
        return
    put_digits(value)


def put_digits(value):
    scale = 1.0
    while value / scale >= 10.0:
        scale *= 10.0
    if value < 1e9:
        # Rounded to the last digit that is shown.
        whole = int(value * 1000000.0 + 0.5)
        value = float(whole // 1000000)
        rest = whole % 1000000
    else:
        rest = 0
    while scale >= 1.0:
        digit = int(value / scale)
        if digit > 9:
            digit = 9
        put(48 + digit)
        value -= float(digit) * scale
        scale /= 10.0
    put_str('.')
    unit = 100000
    while unit:
        put(48 + rest // unit % 10)
        unit //= 10


def platform_log_address(adr):
    if not separate():
        return
    if adr == NULL:
        put_str('(nil)')
        return
    put_str('0x')
    put_hexadecimal(r_longlong(llmemory.cast_adr_to_int(adr)))


def platform_log_end_line():
    if log.enabled:
        put_str('\n')
        if not log.profiling:
            flush()
    log.line_started = False


def platform_log_flush():
    flush()


def platform_log_offset():
    """How much the log's file has; -1 where there is none."""
    flush()
    if not log.profiling or log.fd == 2:
        return -1
    return log.written
