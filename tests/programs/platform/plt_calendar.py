# the calendar of programs without C library: days, weeks, and strftime()
# skip: untranslated (raw addresses)
from rpython.platform.wasi import clocks, heap, machine
from rpython.platform.wasi.access import load_byte, load_i32, store_byte, store_32, store_64
from rpython.platform.wasi.blocks import put_text
from rpython.rlib.rarithmetic import r_longlong
from rpython.translator.platform import name as platform_name

FIELDS = [clocks.T_YEAR, clocks.T_MON, clocks.T_MDAY, clocks.T_HOUR, clocks.T_MIN, clocks.T_SEC, clocks.T_WDAY,
          clocks.T_YDAY]
MOMENTS = [r_longlong(seconds) for seconds in [
    0, 951782400, 1709164799, -1, -86400 * 365 * 70, 4102444800, 1230768000, 1293839999, 253402300799]]


def text_of(adr, size):
    return ''.join([chr(load_byte(adr, i)) for i in range(size)])


def show(place, seconds):
    store_64(place, 0, seconds)
    tm = clocks.gmtime_r(place, place + 64)
    print seconds, [load_i32(tm, field) for field in FIELDS], clocks.mktime(tm) == seconds
    put_text(place, '%a %d %b %Y %H:%M:%S, %j %U %W %V/%G, %y %I %p %e|%D %T %c%%%q', 200)
    size = clocks.strftime(place + 400, 200, place + 200, tm)
    print text_of(place + 400, size)
    print clocks.strftime(place + 400, 20, place + 200, tm)


def entry_point(argv):
    if platform_name != 'wasi':
        machine.set_limit(16)
    place = heap.calloc(1000, 1)
    for seconds in MOMENTS:
        show(place, seconds * len(argv))
    # Fields outside of their ranges: March 0, 2023, 25:61:00.
    store_32(place, clocks.T_YEAR, 123)
    store_32(place, clocks.T_MON, 2)
    store_32(place, clocks.T_MDAY, 0)
    store_32(place, clocks.T_HOUR, 25)
    store_32(place, clocks.T_MIN, 61)
    store_32(place, clocks.T_SEC, 0)
    print clocks.timegm(place), [load_i32(place, field) for field in FIELDS]
    return 0


def target(driver, args):
    return entry_point, None
