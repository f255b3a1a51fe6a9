# `print` as a function: items, `end=`, and its value
# skip: untranslated (print of a run-time bool)
from __future__ import print_function


def entry_point(argv):
    print("items", len(argv) + 1, 2.5, argv[0] == "", None)
    print()
    print("tab\t", "and space")
    print("no newline", end="")
    print(" but here")
    print("two lines", end="!\nand more ")
    print("tail", end="\n\n")
    for i in range(3):
        print(i, end=",")
    print()
    nothing = print("value")
    print(nothing is None)
    return 0


def target(*args):
    return entry_point, None
