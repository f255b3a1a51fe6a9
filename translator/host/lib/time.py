"""Clocks and calendar times. The time zone is UTC."""
from _time import time, clock, sleep, mktime, timezone, altzone, daylight
import _time

tzname = ('UTC', 'UTC')


class struct_time(tuple):
    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])


def gmtime(seconds=None):
    return struct_time(_time.gmtime(seconds))


localtime = gmtime

_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
           'November', 'December']


def _directive(c, t):
    hour12 = (t[3] + 11) % 12 + 1
    simple = {
        'Y': '%04d' % t[0], 'm': '%02d' % t[1], 'd': '%02d' % t[2], 'H': '%02d' % t[3], 'M': '%02d' % t[4],
        'S': '%02d' % t[5], 'j': '%03d' % t[7], 'y': '%02d' % (t[0] % 100), 'I': '%02d' % hour12,
        'p': ['AM', 'PM'][t[3] >= 12], 'a': _DAYS[t[6]][:3], 'A': _DAYS[t[6]], 'b': _MONTHS[t[1] - 1][:3],
        'B': _MONTHS[t[1] - 1], 'w': str((t[6] + 1) % 7), 'Z': 'UTC', 'z': '+0000', '%': '%', 'n': '\n', 't': '\t',
        'e': '%2d' % t[2], 'U': '%02d' % ((t[7] + 6 - (t[6] + 1) % 7) // 7), 'W': '%02d' % ((t[7] + 6 - t[6]) // 7),
    }
    if c in simple:
        return simple[c]
    whole = {'c': '%a %b %e %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'D': '%m/%d/%y', 'F': '%Y-%m-%d',
             'T': '%H:%M:%S', 'R': '%H:%M'}
    if c in whole:
        return strftime(whole[c], t)
    return '%' + c


def strftime(format, t=None):
    if t is None:
        t = localtime()
    out = []
    i = 0
    while i < len(format):
        if format[i] == '%' and i + 1 < len(format):
            out.append(_directive(format[i + 1], t))
            i += 2
        else:
            out.append(format[i])
            i += 1
    return ''.join(out)


def asctime(t=None):
    return strftime('%a %b %e %H:%M:%S %Y', t)


def ctime(seconds=None):
    return asctime(localtime(seconds))
