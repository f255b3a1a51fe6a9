"""There are no tables of Unicode 6.2: those of 9.0, which has all its characters and more, stand in."""
from rpython.rlib.unicodedata.unicodedb_9_0_0 import *
