# skip: js (words of 64 bits)
# skip: wasm (words of 64 bits)
# Constants of 128 bits.
from _cases import entry_point_of
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_longlonglong, r_ulonglonglong

BIG = r_longlonglong(41) << 60
NEGATIVE = (r_longlonglong(-41) << 70) | r_longlonglong(2 ** 63 + 12345)
TOP = r_ulonglonglong(2 ** 128 - 3)
HALF = r_ulonglonglong(2 ** 127)
SMALL = r_longlonglong(-7)


@specialize.argtype(0)
def show(x):
    print intmask(x >> 64), intmask(x >> 32), intmask(x)


def case_positive():
    show(BIG * r_longlonglong(7))


def case_negative():
    show(NEGATIVE)


def case_unsigned():
    show(TOP)
    show(HALF)


def case_small():
    show(SMALL)


def case_arithmetic():
    for n in [1, 3]:
        show(BIG * r_longlonglong(n) + r_longlonglong(n))
        show(TOP // r_ulonglonglong(n))


def case_default_value():
    show(shifted(2))
    show(shifted(2, r_longlonglong(1)))


def shifted(n, x=NEGATIVE):
    return x << n


def case_chosen():
    for n in [0, 1]:
        if n:
            x = BIG
        else:
            x = NEGATIVE
        show(x)


def case_compared():
    for n in [61, 62, 65]:
        print int(r_longlonglong(1) << n < BIG), int(r_longlonglong(n) > NEGATIVE),
    print


entry_point = entry_point_of(globals())


def target(driver, args):
    return entry_point, None
