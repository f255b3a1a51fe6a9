"""What functions of complex numbers give for infinities, NaNs and zeros, as Annex G of C99 has it.

Rows and columns of a table are the kinds of the real and the imaginary part: -inf, negative, -0, +0, positive, +inf,
NaN. An entry is two letters, capital ones negative: z 0, o 1, q pi/4, h pi/2, t 3 pi/4, p pi, i infinity, n NaN.
"""
import math

ST_NINF, ST_NEG, ST_NZERO, ST_PZERO, ST_POS, ST_PINF, ST_NAN = range(7)

INF = 1e200 * 1e200
NAN = INF / INF


def special_type(d):
    """The kind of a float."""
    if math.isnan(d):
        return ST_NAN
    negative = math.copysign(1.0, d) < 0.0
    if math.isinf(d):
        return ST_NINF if negative else ST_PINF
    if d == 0.0:
        return ST_NZERO if negative else ST_PZERO
    return ST_NEG if negative else ST_POS


_VALUES = {'z': 0.0, 'o': 1.0, 'q': 0.25 * math.pi, 'h': 0.5 * math.pi, 't': 0.75 * math.pi, 'p': math.pi, 'i': INF,
           'n': NAN, '-': NAN}


def _value(letter):
    value = _VALUES[letter.lower()]
    return -value if letter.isupper() else value


def _table(text):
    return [[(_value(entry[0]), _value(entry[1])) for entry in row.split()] for row in text.strip().split('\n')]


acos_special_values = _table('''
    ti pi pi pI pI tI ni
    hi -- -- -- -- hI nn
    hi -- hz hZ -- hI hn
    hi -- hz hZ -- hI hn
    hi -- -- -- -- hI nn
    qi zi zi zI zI qI ni
    ni nn nn nn nn nI nn
''')

acosh_special_values = _table('''
    iT iP iP ip ip it in
    iH -- -- -- -- ih nn
    iH -- zH zh -- ih nn
    iH -- zH zh -- ih nn
    iH -- -- -- -- ih nn
    iQ iZ iZ iz iz iq in
    in nn nn nn nn in nn
''')

asinh_special_values = _table('''
    IQ IZ IZ Iz Iz Iq In
    IH -- -- -- -- Ih nn
    IH -- ZZ Zz -- Ih nn
    iH -- zZ zz -- ih nn
    iH -- -- -- -- ih nn
    iQ iZ iZ iz iz iq in
    in nn nZ nz nn in nn
''')

atanh_special_values = _table('''
    ZH ZH ZH Zh Zh Zh Zn
    ZH -- -- -- -- Zh nn
    ZH -- ZZ Zz -- Zh Zn
    zH -- zZ zz -- zh zn
    zH -- -- -- -- zh nn
    zH zH zH zh zh zh zn
    zH nn nn nn nn zh nn
''')

log_special_values = _table('''
    iT iP iP ip ip it in
    iH -- -- -- -- ih nn
    iH -- IP Ip -- ih nn
    iH -- IZ Iz -- ih nn
    iH -- -- -- -- ih nn
    iQ iZ iZ iz iz iq in
    in nn nn nn nn in nn
''')

sqrt_special_values = _table('''
    iI zI zI zi zi ii ni
    iI -- -- -- -- ii nn
    iI -- zZ zz -- ii nn
    iI -- zZ zz -- ii nn
    iI -- -- -- -- ii nn
    iI iZ iZ iz iz ii in
    iI nn nn nn nn ii nn
''')

exp_special_values = _table('''
    zz -- zZ zz -- zz zz
    nn -- -- -- -- nn nn
    nn -- oZ oz -- nn nn
    nn -- oZ oz -- nn nn
    nn -- -- -- -- nn nn
    in -- iZ iz -- in in
    nn nn nZ nz nn nn nn
''')

cosh_special_values = _table('''
    in -- iz iZ -- in in
    nn -- -- -- -- nn nn
    nz -- oz oZ -- nz nz
    nz -- oZ oz -- nz nz
    nn -- -- -- -- nn nn
    in -- iZ iz -- in in
    nn nn nz nz nn nn nn
''')

sinh_special_values = _table('''
    in -- IZ Iz -- in in
    nn -- -- -- -- nn nn
    zn -- ZZ Zz -- zn zn
    zn -- zZ zz -- zn zn
    nn -- -- -- -- nn nn
    in -- iZ iz -- in in
    nn nn nZ nz nn nn nn
''')

tanh_special_values = _table('''
    Oz -- OZ Oz -- Oz Oz
    nn -- -- -- -- nn nn
    nn -- ZZ Zz -- nn nn
    nn -- zZ zz -- nn nn
    nn -- -- -- -- nn nn
    oz -- oZ oz -- oz oz
    nn nn nZ nz nn nn nn
''')

rect_special_values = _table('''
    in -- Iz IZ -- in in
    nn -- -- -- -- nn nn
    zz -- Zz ZZ -- zz zz
    zz -- zZ zz -- zz zz
    nn -- -- -- -- nn nn
    in -- iZ iz -- in in
    nn nn nz nz nn nn nn
''')
