"""Importing modules whose names are computed."""
import sys


def import_module(name, package=None):
    """The module with this dotted name; with leading dots, relative to the package."""
    if name.startswith('.'):
        if not package:
            raise TypeError("relative imports require the 'package' argument")
        level = len(name) - len(name.lstrip('.'))
        parts = package.split('.')
        if level > len(parts):
            raise ValueError("attempted relative import beyond top-level package")
        base = '.'.join(parts[:len(parts) - level + 1])
        name = name.lstrip('.')
        name = base + '.' + name if name else base
    __import__(name)
    return sys.modules[name]
