"""Compiling patterns, while the program is being imported."""
from rpython.rlib.rsre.rpy._sre import get_code, VERSION
