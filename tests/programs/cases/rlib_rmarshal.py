# rlib.rmarshal: values of known types as bytes.
# skip: js (64-bit words)
from _cases import entry_point_of
from rpython.annotator import model
from rpython.rlib.rarithmetic import r_longlong
from rpython.rlib.rfloat import formatd
from rpython.rlib.rmarshal import Loader, get_loader, get_marshaller, get_unmarshaller

TYPES = [int, float, str, bool, r_longlong]
dump_int, dump_float, dump_str, dump_bool, dump_longlong = [get_marshaller(T) for T in TYPES]
load_int, load_float, load_str, load_bool, load_longlong = [get_unmarshaller(T) for T in TYPES]
dump_list, load_list = get_marshaller([int]), get_unmarshaller([int])
dump_tuple, load_tuple = get_marshaller((int, (str, float))), get_unmarshaller((int, (str, float)))
dump_dict, load_dict = get_marshaller({str: int}), get_unmarshaller({str: int})
dump_rows, load_rows = get_marshaller([(str, [bool])]), get_unmarshaller([(str, [bool])])
dump_none = get_marshaller(None)
STR_OR_NONE = model.SomeString(can_be_None=True)
dump_str_or_none, load_str_or_none = get_marshaller(STR_OR_NONE), get_unmarshaller(STR_OR_NONE)
load_char = get_unmarshaller(model.SomeChar())
load_nonneg = get_unmarshaller(model.SomeInteger(nonneg=True))
read_int, read_str = get_loader(int), get_loader(str)


def dotted(buf):
    return '.'.join([c if 'a' <= c <= 'z' or 'A' <= c <= 'Z' or c in '{([' else str(ord(c)) for c in ''.join(buf)])


def case_ints():
    for n in [0, 5, -1, 300, -2 ** 40]:
        buf = []
        dump_int(buf, n)
        print dotted(buf), load_int(''.join(buf))


def case_short_ints():
    print load_int('i\x05\x00\x00\x00'), load_int('i\x00\xf0\xff\xff'), load_int('i\xff\xff\xff\x7f')


def case_longlongs():
    buf = []
    dump_longlong(buf, r_longlong(-0x12380000007))
    print dotted(buf), load_longlong(''.join(buf))


def case_floats():
    for x in [0.0, -1.5, 0.1, 1e100]:
        buf = []
        dump_float(buf, x)
        print dotted(buf), formatd(load_float(''.join(buf)), 'r', 0)


def case_strings():
    for s in ['', 'hello', 'a\x00b']:
        buf = []
        dump_str(buf, s)
        print dotted(buf), len(load_str(''.join(buf)))


def case_bools():
    buf = []
    dump_bool(buf, len(buf) == 0)
    dump_bool(buf, len(buf) == 0)
    print dotted(buf), int(load_bool('T')), int(load_bool('F'))


def case_lists():
    buf = []
    dump_list(buf, [3, -1, 7])
    print len(buf), dotted(buf[:5])
    l = load_list(''.join(buf))
    print len(l), l[0], l[1], l[2], len(load_list('[\x00\x00\x00\x00'))


def case_lists_may_be_none():
    buf = []
    dump_list(buf, None)
    print dotted(buf), int(load_list('N') is None), int(load_dict('N') is None)


def case_tuples():
    buf = []
    dump_tuple(buf, (7, ('seven', 0.5)))
    print dotted(buf)
    n, (s, x) = load_tuple(''.join(buf))
    print n, s, formatd(x, 'f', 2)


def case_dicts():
    buf = []
    dump_dict(buf, {'one': 1})
    print dotted(buf)
    d = load_dict('{s\x01\x00\x00\x00ai\x02\x00\x00\x00s\x01\x00\x00\x00bi\x03\x00\x00\x000')
    print len(d), d['a'], d['b'], len(load_dict('{0'))


def case_nested():
    buf = []
    dump_rows(buf, [('x', [True, False]), ('', [])])
    rows = load_rows(''.join(buf))
    print len(rows), rows[0][0], len(rows[0][1]), int(rows[0][1][0]), int(rows[0][1][1]), len(rows[1][1])


def case_strings_or_none():
    for s in ['text', None]:
        buf = []
        dump_str_or_none(buf, s)
        print dotted(buf), int(load_str_or_none(''.join(buf)) is None)


def case_none():
    buf = []
    dump_none(buf, None)
    print dotted(buf)


def case_characters():
    print load_char('s\x01\x00\x00\x00Q')
    try:
        load_char('s\x02\x00\x00\x00QQ')
    except ValueError:
        print 'no character'


def case_nonnegative():
    print load_nonneg('i\x07\x00\x00\x00')
    try:
        load_nonneg('i\xff\xff\xff\xff')
    except ValueError:
        print 'negative'


def case_wrong_data():
    for data in ['', 'i', 'i\x01\x00', 's\x01\x00\x00\x00a', 'i\x01\x00\x00\x00i', 'T', 'N', 'I\x00\x00\x00\x00\x00\x00\x00']:
        try:
            print load_int(data),
        except ValueError:
            print 'bad',
    for data in ['s\xff\xff\xff\xff', 's\x05\x00\x00\x00abc', 'i\x00\x00\x00\x00', 's\x00\x00\x00\x00x']:
        try:
            print load_str(data),
        except ValueError:
            print 'bad',
    print


def case_wrong_containers():
    for data in ['[\x02\x00\x00\x00i\x01\x00\x00\x00', '(\x00\x00\x00\x00', '[\x01\x00\x00\x00s\x00\x00\x00\x00']:
        try:
            print len(load_list(data)),
        except ValueError:
            print 'bad',
    for data in ['(\x01\x00\x00\x00i\x01\x00\x00\x00', '[\x00\x00\x00\x00', '(\x02\x00\x00\x00i\x01\x00\x00\x00(\x00\x00\x00\x00']:
        try:
            print load_tuple(data)[0],
        except ValueError:
            print 'bad',
    for data in ['{s\x00\x00\x00\x00', '[0']:
        try:
            print len(load_dict(data)),
        except ValueError:
            print 'bad',
    print


def case_several_values():
    loader = Loader('i\x01\x00\x00\x00s\x02\x00\x00\x00hii\x02\x00\x00\x00')
    print read_int(loader), read_str(loader), read_int(loader)
    loader.check_finished()
    try:
        read_int(loader)
    except ValueError:
        print 'nothing left'


class Feeder(Loader):
    """Has more data when it is asked."""

    def need_more_data(self):
        self.buf = self.buf + '\x01\x00'


def case_more_data():
    print read_int(Feeder('i')), read_int(Loader('i\x02\x00\x00\x00'))


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
