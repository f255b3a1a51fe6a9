# values of known types in the format of marshal
# skip: untranslated (run-time bools and floats)
# skip: js (64-bit words)

from rpython.rlib.rmarshal import get_marshaller, get_unmarshaller
from rpython.rlib.rarithmetic import r_longlong
m_int = get_marshaller(int)
m_float = get_marshaller(float)
m_str = get_marshaller(str)
m_list = get_marshaller([int])
m_tuple = get_marshaller((int, float, (str, ())))
m_dict = get_marshaller({int: str})
m_ll = get_marshaller(r_longlong)
u_int = get_unmarshaller(int)
u_float = get_unmarshaller(float)
u_str = get_unmarshaller(str)
u_list = get_unmarshaller([int])
u_tuple = get_unmarshaller((int, float, (str, ())))
u_dict = get_unmarshaller({int: str})
u_ll = get_unmarshaller(r_longlong)


def hexa(buf):
    return ' '.join(['%d' % ord(c) for c in ''.join(buf)])


def main():
    buf = []
    m_int(buf, 5)
    print hexa(buf), u_int(''.join(buf))
    buf = []
    m_float(buf, 3.25)
    print hexa(buf), u_float(''.join(buf))
    buf = []
    m_str(buf, "hello, world")
    print hexa(buf), u_str(''.join(buf))
    buf = []
    m_list(buf, [2, 5, -7])
    print hexa(buf), u_list(''.join(buf))
    buf = []
    m_tuple(buf, (7, -1.5, ("foo", ())))
    a, b, c = u_tuple(''.join(buf))
    print hexa(buf), a, b, c[0]
    buf = []
    m_dict(buf, {2: "foo"})
    print hexa(buf), u_dict(''.join(buf))[2]
    buf = []
    m_ll(buf, r_longlong(-0x12380000007))
    print hexa(buf), u_ll(''.join(buf))
    try:
        u_str('s\x0c\x00\x00\x00hello, ')
    except ValueError:
        print 'ValueError'
    buf = []
    get_marshaller(bool)(buf, False)
    print hexa(buf), get_unmarshaller(bool)('T')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point, None
