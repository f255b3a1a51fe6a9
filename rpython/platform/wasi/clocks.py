"""Clocks, sleeping, and the calendar, which is UTC's."""
from rpython.platform.wasi import calls, heap
from rpython.platform.wasi.access import (
    NULL, load_64, store_64, load_i32, store_32, load_byte, store_byte, store_float, store_address)
from rpython.platform.wasi.blocks import memset, put_text
from rpython.platform.wasi.errno import EINVAL, ENOSYS, fail, from_wasi
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rtyper.lltypesystem import lltype, llmemory

SECOND = r_longlong(1000000000)
REALTIME, MONOTONIC, PROCESS, THREAD = 0, 1, 2, 3


def wasi_clock(which):
    """WASI's number of one of Linux's clocks; -1 if there is no such."""
    if which <= THREAD and which >= 0:
        return which
    if which == 5:
        return REALTIME
    if which == 4 or which == 6 or which == 7:
        return MONOTONIC
    return -1


def nanoseconds(which):
    """What a clock shows; -1 with errno. Hosts without clocks of processes show the time since the start."""
    out = calls.scratch()
    clock = wasi_clock(which)
    if clock < 0:
        fail(EINVAL)
        return r_longlong(-1)
    code = calls.clock_time_get(clock, r_longlong(0), out)
    if code and (clock == PROCESS or clock == THREAD):
        code = calls.clock_time_get(MONOTONIC, r_longlong(0), out)
        if code == 0:
            return load_64(out, 0) - start.monotonic
    if code:
        fail(from_wasi(code))
        return r_longlong(-1)
    return load_64(out, 0)


START = lltype.Struct('wasi_start', ('monotonic', lltype.typeOf(SECOND)))
start = lltype.malloc(START, flavor='raw', immortal=True, zero=True)


def remember_start():
    start.monotonic = nanoseconds(MONOTONIC)


def store_pair(out, value):
    store_64(out, 0, value // SECOND)
    store_64(out, 8, value % SECOND)


def clock_gettime(which, out):
    value = nanoseconds(which)
    if value < r_longlong(0):
        return -1
    store_pair(out, value)
    return 0


def clock_getres(which, out):
    clock = wasi_clock(which)
    if clock < 0:
        return fail(EINVAL)
    found = calls.scratch()
    code = calls.clock_res_get(clock, found)
    if code and (clock == PROCESS or clock == THREAD):
        code = calls.clock_res_get(MONOTONIC, found)
    if code:
        return fail(from_wasi(code))
    if out != NULL:
        store_pair(out, load_64(found, 0))
    return 0


def gettimeofday(out, zone):
    value = nanoseconds(REALTIME)
    if value < r_longlong(0):
        return -1
    store_64(out, 0, value // SECOND)
    store_64(out, 8, value % SECOND // r_longlong(1000))
    return 0


def time(out):
    value = nanoseconds(REALTIME) // SECOND
    if out != NULL:
        store_64(out, 0, value)
    return intmask(value)


def clock():
    """Microseconds, as POSIX has it."""
    return intmask(nanoseconds(PROCESS) // r_longlong(1000))


def rpy_times(out):
    spent = nanoseconds(PROCESS)
    store_float(out, 0, float(spent) * 1e-9)
    store_float(out, 8, 0.0)
    store_float(out, 16, 0.0)
    store_float(out, 24, 0.0)
    store_float(out, 32, float(nanoseconds(MONOTONIC)) * 1e-9)
    return 0


# ---------------------------------------------------------------- sleeping

# Of WASI's subscription to a clock (48 bytes), and its events (32 bytes).
S_TAG, S_CLOCK, S_TIMEOUT, S_PRECISION, S_FLAGS, S_BYTES, EVENT_BYTES = 8, 16, 24, 32, 40, 48, 32
SLEEPER = lltype.Struct('wasi_sleeper', ('words', lltype.FixedSizeArray(lltype.typeOf(SECOND), 10)))
sleeper = lltype.malloc(SLEEPER, flavor='raw', immortal=True, zero=True)


def sleep_for(duration):
    """Waits so many nanoseconds."""
    subscription = llmemory.cast_ptr_to_adr(sleeper)
    memset(subscription, 0, S_BYTES)
    store_32(subscription, S_CLOCK, MONOTONIC)
    store_64(subscription, S_TIMEOUT, duration)
    code = calls.poll_oneoff(subscription, subscription + S_BYTES, 1, calls.scratch())
    if code:
        # A host that cannot wait: the time passes all the same.
        until = nanoseconds(MONOTONIC) + duration
        while nanoseconds(MONOTONIC) < until:
            pass
    return 0


def nanosleep(wanted, left):
    whole = load_64(wanted, 0)
    part = load_64(wanted, 8)
    if whole < r_longlong(0) or part < r_longlong(0) or part >= SECOND:
        return fail(EINVAL)
    if left != NULL:
        memset(left, 0, 16)
    return sleep_for(whole * SECOND + part)


def clock_nanosleep(which, flags, wanted, left):
    if flags & 1:
        now = nanoseconds(which)
        until = load_64(wanted, 0) * SECOND + load_64(wanted, 8)
        if until > now:
            sleep_for(until - now)
        return 0
    return nanosleep(wanted, left)


def usleep(microseconds):
    return sleep_for(r_longlong(microseconds) * r_longlong(1000))


def sleep(seconds):
    return sleep_for(r_longlong(seconds) * SECOND)


def select(count, readable, writable, special, timeout):
    """Only a pause: with descriptors to watch there is nothing to wait with."""
    if readable != NULL or writable != NULL or special != NULL or timeout == NULL:
        return fail(ENOSYS)
    return sleep_for(load_64(timeout, 0) * SECOND + load_64(timeout, 8) * r_longlong(1000))


# ---------------------------------------------------------------- calendar

DAY = 86400
# Of `struct tm`.
T_SEC, T_MIN, T_HOUR, T_MDAY, T_MON, T_YEAR, T_WDAY, T_YDAY, T_ISDST, T_OFFSET, T_ZONE, T_BYTES = (
    0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56)

MOMENT = lltype.Struct('wasi_moment', ('words', lltype.FixedSizeArray(lltype.typeOf(SECOND), 7)),
                       ('zone', lltype.FixedSizeArray(lltype.Char, 4)))
moment = lltype.malloc(MOMENT, flavor='raw', immortal=True, zero=True)
for _i, _c in enumerate('UTC'):
    moment.zone[_i] = _c


def days_before(year):
    """Days from March 1 of year 0 to March 1 of this year."""
    return year * 365 + year // 4 - year // 100 + year // 400


EPOCH = 719468        # days_before(1970) counted from January 1


def day_number(year, month, day):
    """Days since 1970. Years begin in March here, so that the day that comes and goes is the last one."""
    year += month // 12
    month = month % 12
    if month < 2:
        year -= 1
        month += 10
    else:
        month -= 2
    return days_before(year) + (month * 153 + 2) // 5 + day - 1 - EPOCH


def fill_moment(seconds, out):
    """`seconds` is a r_longlong: words of 32 bits end in 2038."""
    days = intmask(seconds // DAY)
    rest = intmask(seconds - r_longlong(days) * DAY)
    store_32(out, T_SEC, rest % 60)
    store_32(out, T_MIN, rest // 60 % 60)
    store_32(out, T_HOUR, rest // 3600)
    store_32(out, T_WDAY, (days + 4) % 7)
    shifted = days + EPOCH
    year = (shifted * 400 + 399) // 146097
    # The estimate may be a year too late.
    while days_before(year) > shifted:
        year -= 1
    day_of_year = shifted - days_before(year)
    while day_of_year >= 366 or days_before(year + 1) <= shifted:
        year += 1
        day_of_year = shifted - days_before(year)
    month = (day_of_year * 5 + 2) // 153
    store_32(out, T_MDAY, day_of_year - (month * 153 + 2) // 5 + 1)
    month += 2
    if month >= 12:
        month -= 12
        year += 1
    store_32(out, T_MON, month)
    store_32(out, T_YEAR, year - 1900)
    store_32(out, T_YDAY, days - day_number(year, 0, 1))
    store_32(out, T_ISDST, 0)
    store_64(out, T_OFFSET, r_longlong(0))
    store_address(out, T_ZONE, llmemory.cast_ptr_to_adr(lltype.direct_arrayitems(moment.zone)))
    return out


def gmtime_r(when, out):
    return fill_moment(load_64(when, 0), out)


def gmtime(when):
    return gmtime_r(when, llmemory.cast_ptr_to_adr(moment))


localtime = gmtime
localtime_r = gmtime_r


def mktime(out):
    """Seconds since 1970; the fields are put into their ranges."""
    days = day_number(load_i32(out, T_YEAR) + 1900, load_i32(out, T_MON), load_i32(out, T_MDAY))
    hours = r_longlong(days) * 24 + load_i32(out, T_HOUR)
    seconds = hours * 3600 + r_longlong(load_i32(out, T_MIN)) * 60 + load_i32(out, T_SEC)
    fill_moment(seconds, out)
    return seconds


timegm = mktime


def tzset():
    pass


NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'January', 'February',
         'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
SHORT_NAMES = [_name[:3] for _name in NAMES]


def put_number(to, at, value, width, pad):
    """A number with at least so many digits; the offset behind it."""
    if value < 0:
        at = put_text(to, '-', at)
        value = -value
    scale = 1
    digits = 1
    while value // scale >= 10:
        scale *= 10
        digits += 1
    while digits < width:
        store_byte(to, at, pad)
        at += 1
        digits += 1
    while scale:
        store_byte(to, at, 48 + value // scale % 10)
        at += 1
        scale //= 10
    return at


def iso_week(tm, want_year):
    """The week of ISO 8601, or the year that it belongs to."""
    weekday = (load_i32(tm, T_WDAY) + 6) % 7
    day = load_i32(tm, T_YDAY)
    year = load_i32(tm, T_YEAR) + 1900
    week = (day - weekday + 10) // 7
    if week < 1:
        year -= 1
        week = weeks_of(year)
    elif week > weeks_of(year):
        year += 1
        week = 1
    if want_year:
        return year
    return week


def weeks_of(year):
    first = (day_number(year, 0, 1) + 4) % 7
    last = (day_number(year, 11, 31) + 4) % 7
    if first == 4 or last == 4:
        return 53
    return 52


def put_field(to, at, letter, tm):
    """What one letter behind `%` stands for; the offset behind it, or -1 for an unknown letter."""
    hour = load_i32(tm, T_HOUR)
    year = load_i32(tm, T_YEAR) + 1900
    if letter == 'Y':
        return put_number(to, at, year, 1, 48)
    if letter == 'C':
        return put_number(to, at, year // 100, 2, 48)
    if letter == 'y':
        return put_number(to, at, year % 100, 2, 48)
    if letter == 'G':
        return put_number(to, at, iso_week(tm, True), 1, 48)
    if letter == 'g':
        return put_number(to, at, iso_week(tm, True) % 100, 2, 48)
    if letter == 'V':
        return put_number(to, at, iso_week(tm, False), 2, 48)
    if letter == 'U':
        return put_number(to, at, (load_i32(tm, T_YDAY) + 7 - load_i32(tm, T_WDAY)) // 7, 2, 48)
    if letter == 'W':
        return put_number(to, at, (load_i32(tm, T_YDAY) + 7 - (load_i32(tm, T_WDAY) + 6) % 7) // 7, 2, 48)
    if letter == 'm':
        return put_number(to, at, load_i32(tm, T_MON) + 1, 2, 48)
    if letter == 'd':
        return put_number(to, at, load_i32(tm, T_MDAY), 2, 48)
    if letter == 'e':
        return put_number(to, at, load_i32(tm, T_MDAY), 2, 32)
    if letter == 'j':
        return put_number(to, at, load_i32(tm, T_YDAY) + 1, 3, 48)
    if letter == 'H':
        return put_number(to, at, hour, 2, 48)
    if letter == 'k':
        return put_number(to, at, hour, 2, 32)
    if letter == 'I':
        return put_number(to, at, (hour + 11) % 12 + 1, 2, 48)
    if letter == 'l':
        return put_number(to, at, (hour + 11) % 12 + 1, 2, 32)
    if letter == 'M':
        return put_number(to, at, load_i32(tm, T_MIN), 2, 48)
    if letter == 'S':
        return put_number(to, at, load_i32(tm, T_SEC), 2, 48)
    if letter == 's':
        return put_number(to, at, mktime(tm), 1, 48)
    if letter == 'u':
        return put_number(to, at, (load_i32(tm, T_WDAY) + 6) % 7 + 1, 1, 48)
    if letter == 'w':
        return put_number(to, at, load_i32(tm, T_WDAY), 1, 48)
    return put_name(to, at, letter, tm)


def put_name(to, at, letter, tm):
    weekday = load_i32(tm, T_WDAY) % 7
    month = 7 + load_i32(tm, T_MON) % 12
    if letter == 'A':
        return put_text(to, NAMES[weekday], at)
    if letter == 'a':
        return put_text(to, SHORT_NAMES[weekday], at)
    if letter == 'B':
        return put_text(to, NAMES[month], at)
    if letter == 'b' or letter == 'h':
        return put_text(to, SHORT_NAMES[month], at)
    if letter == 'p':
        return put_text(to, 'PM' if load_i32(tm, T_HOUR) >= 12 else 'AM', at)
    if letter == 'P':
        return put_text(to, 'pm' if load_i32(tm, T_HOUR) >= 12 else 'am', at)
    if letter == 'Z':
        return put_text(to, 'UTC', at)
    if letter == 'z':
        return put_text(to, '+0000', at)
    if letter == 'n':
        return put_text(to, '\n', at)
    if letter == 't':
        return put_text(to, '\t', at)
    if letter == '%':
        return put_text(to, '%', at)
    return -1


def expansion(letter):
    """The letters that stand for others together; empty for all the rest."""
    if letter == 'F':
        return '%Y-%m-%d'
    if letter == 'D' or letter == 'x':
        return '%m/%d/%y'
    if letter == 'T' or letter == 'X':
        return '%H:%M:%S'
    if letter == 'R':
        return '%H:%M'
    if letter == 'r':
        return '%I:%M:%S %p'
    if letter == 'c':
        return '%a %b %e %H:%M:%S %Y'
    return ''


PIECE = 64


def strftime(to, limit, pattern, tm):
    """The number of bytes written, without the zero; 0 if they do not fit."""
    piece = heap.malloc(PIECE)
    if piece == NULL:
        return 0
    at = 0
    i = 0
    while True:
        c = chr(load_byte(pattern, i))
        i += 1
        size = 0
        if c == '\x00':
            break
        if c == '%':
            c = chr(load_byte(pattern, i))
            if c == 'E' or c == 'O':
                i += 1
                c = chr(load_byte(pattern, i))
            if c == '\x00':
                break
            i += 1
            size = put_expanded(piece, c, tm)
        else:
            store_byte(piece, 0, ord(c))
            size = 1
        if at + size >= limit:
            heap.free(piece)
            return 0
        k = 0
        while k < size:
            store_byte(to, at + k, load_byte(piece, k))
            k += 1
        at += size
    heap.free(piece)
    if at < limit:
        store_byte(to, at, 0)
    return at


def put_expanded(piece, letter, tm):
    longer = expansion(letter)
    at = 0
    if len(longer) == 0:
        at = put_field(piece, 0, letter, tm)
        if at < 0:
            store_byte(piece, 0, 37)
            store_byte(piece, 1, ord(letter))
            at = 2
        return at
    i = 0
    while i < len(longer):
        if longer[i] == '%':
            at = put_field(piece, at, longer[i + 1], tm)
            i += 2
        else:
            store_byte(piece, at, ord(longer[i]))
            at += 1
            i += 1
    return at
