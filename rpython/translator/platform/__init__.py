"""What lies below the library of the translated program.

`name` is 'posix' where there is a C library, and 'wasi' where there is nothing but WASI preview 1.
"""
from _rpython_target import platform as name
