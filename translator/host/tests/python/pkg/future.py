from __future__ import division, absolute_import, unicode_literals, print_function
half = 1 / 2
kind = type('').__name__
print('function', end='!')
print()
