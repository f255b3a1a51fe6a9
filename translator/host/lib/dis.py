"""CPython 2.7's bytecode in strings: the numbers of `opcode`, and where jumps lead."""
import opcode
from opcode import *

__all__ = ['findlabels'] + opcode.__all__


def findlabels(code):
    """The offsets that jumps of a string of bytecode lead to, each once, in the order of the jumps."""
    labels = []
    at = 0
    extension = 0
    while at < len(code):
        op = ord(code[at])
        at += 1
        if op < HAVE_ARGUMENT:
            continue
        arg = ord(code[at]) + 256 * ord(code[at + 1]) + extension
        at += 2
        extension = arg << 16 if op == EXTENDED_ARG else 0
        if op in hasjrel:
            label = at + arg
        elif op in hasjabs:
            label = arg
        else:
            continue
        if label not in labels:
            labels.append(label)
    return labels
