"""What the program runs on."""
import os
import sys


def system():
    return os.uname()[0]


def machine():
    return os.uname()[4]


def node():
    return os.uname()[1]


def release():
    return os.uname()[2]


def version():
    return os.uname()[3]


def processor():
    return machine()


def uname():
    return os.uname() + (machine(),)


def architecture(*args):
    return ('64bit' if sys.maxint > 2 ** 32 else '32bit', 'ELF')


def python_version():
    return '%d.%d.%d' % tuple(sys.version_info[:3])


def python_version_tuple():
    return tuple(python_version().split('.'))


def python_implementation():
    return 'CPython'


def platform(aliased=0, terse=0):
    return '%s-%s-%s' % (system(), release(), machine())
