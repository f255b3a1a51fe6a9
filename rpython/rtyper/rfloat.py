"""Helpers for floats."""

import math


def ll_float_pow(x, y):
    return math.pow(x, y)


def ll_hash_float(f):
    from rpython.rlib.objectmodel import _hash_float
    return _hash_float(f)
