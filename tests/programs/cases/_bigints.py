# What files of cases about large integers share.
from rpython.rlib.rbigint import rbigint


class Number(object):
    value = 0


number = Number()


def one():
    """A number that is not known while translating."""
    number.value = 1
    return number.value


def big(text):
    return rbigint.fromdecimalstr(text)


def power(base, exponent):
    return rbigint.fromint(base).pow(rbigint.fromint(exponent))


def show(value):
    print value.str(),
