"""Files of Windows; elsewhere only what has to do with its times."""
from rpython.rlib.rarithmetic import intmask

# Windows counts in units of 100 nanoseconds from 1601 on.
secs_between_epochs = 11644473600.0
hns_between_epochs = 116444736000000000
config_global = None


def make_longlong(high, low):
    return (intmask(high) << 32) + intmask(low)


def FILE_TIME_to_time_t_float(filetime):
    ticks = make_longlong(filetime.c_dwHighDateTime, filetime.c_dwLowDateTime)
    return float(ticks) * (1.0 / 10000000.0) - secs_between_epochs


def make_win32_traits(traits):
    raise NotImplementedError("Windows is not supported yet")
